#include "synth/passages.h"

#include <algorithm>
#include <cmath>

#include "synth/shapes.h"

namespace lumbar {
namespace {

// Lateral bounds: the canal's own grade rules within the first, the recess's beyond the second.
constexpr double kCanalGrade_mm = 4.0, kRecessGrade_mm = 6.2, kRecessCentre_mm = 9.5;
constexpr double kForamenInner_mm = 14.0, kForamenOuter_mm = 25.5, kForamenCentre_mm = 19.0;
constexpr double kForamenHalfHeight_mm = 12.0, kForamenHalfWidth_mm = 6.0;

// The sac's extent from front to back at one site.
struct SacSection {
    double full_centre = 0, full_half = 0;  // as wide as it would be without narrowing
    double centre = 0, half = 0;            // as it is
    double narrowing = 0;                   // 0 open .. 1 closed
};

SacSection section_of_sac(const Site& site, const BodyPlan& plan) {
    const Canal& canal = plan.canal;
    const Disc& disc = plan.discs[site.disc];
    const double u = std::abs(site.lateral_mm), a = u / canal.sac_half_width_mm;
    const double sacrum =
        smooth_step(plan.vertebrae[kFirstSacral].along_mm - 10, canal.sac_end_mm, site.along_mm);
    const double half = canal.sac_depth_mm / 2 * (1 - 0.9 * sacrum);
    const double wide = 1 - a * a * a * a - 0.6 * sacrum * a * a;

    SacSection section;
    section.full_centre = 1.0 + half;
    section.full_half = half * std::sqrt(std::max(wide, 0.0));
    const double t = (site.along_mm - disc.along_mm) / disc.pinch_mm, bell = std::exp(-t * t * t * t);
    const auto side = static_cast<std::size_t>(site.lateral_mm > 0 ? kLeft : kRight);
    const double open =
        blend(disc.canal_open, disc.recess_open[side], smooth_step(kCanalGrade_mm, kRecessGrade_mm, u));
    section.narrowing = std::max(0.0, (1 - open) * bell);
    const double lost = section.full_half * section.narrowing;
    section.centre = section.full_centre + (2 * disc.front_share - 1) * lost;
    section.half = section.full_half - lost;
    return section;
}

// What has taken the sac's place: disc from the front, thick ligament from behind.
void paint_narrowing(Mixture& mixture, const Site& site, const SacSection& section, const BodyPlan& plan) {
    const double amount = smooth_step(0.12, 0.35, section.narrowing);
    if (amount <= 0) return;
    const double half = std::max(section.full_half, plan.canal.sac_depth_mm * 0.3);
    const double front = section.full_centre - half - 3, back = section.full_centre + half + 3.5;
    const double within = coverage(front - site.behind_mm, site.edge_mm) *
                          coverage(site.behind_mm - back, site.edge_mm) *
                          coverage(std::abs(site.lateral_mm) - plan.canal.bony_half_width_mm, site.edge_mm);
    mixture.paint(site.behind_mm < section.centre ? Tissue::annulus : Tissue::ligament, within * amount);
}

// The cord above, the cauda equina's threads below; they keep their place within the sac, however narrow.
void paint_nerves(Mixture& mixture, const Site& site, const SacSection& section, const BodyPlan& plan,
                  double inside, const SmoothTexture& texture) {
    const double t = (site.behind_mm - section.centre) / std::max(section.half, 0.5);
    const double tip = plan.canal.cord_end_mm - site.along_mm;
    const double cord_radius = 4.3 * std::sqrt(smooth_step(-2, 30, tip));
    if (cord_radius > 0.3) {
        const double distance =
            std::hypot(site.lateral_mm * 0.85, site.behind_mm - section.centre - 0.6) - cord_radius;
        mixture.paint(Tissue::nerve, inside * coverage(distance, site.edge_mm));
    }
    const double below = smooth_step(4, -12, tip);
    const double strand =
        texture.at(site.lateral_mm / 1.9, site.behind_mm / 1.5 + 0.4 * t, site.along_mm / 70);
    const double crowding =
        smooth_step(0.3, 0.7, section.narrowing);  // pressed together, threads hide the fluid
    const double behind = smooth_step(-0.35, 0.45, t) * smooth_step(190, 60, -tip);
    const double threads = smooth_step(0.0, 0.45, strand) * (0.25 + 0.75 * behind) + 0.75 * crowding;
    mixture.paint(Tissue::nerve, inside * below * std::min(0.85, 0.8 * threads));
}

// The root that leaves at the next level, running down the recess in a little fat.
void paint_recess_root(Mixture& mixture, const Site& site, const BodyPlan& plan, const SacSection& section) {
    const double u = std::abs(site.lateral_mm) - plan.canal.sac_half_width_mm * 0.9;
    const double distance = ellipse(u, site.behind_mm - section.centre + 0.2 * section.half, 1.7, 1.9);
    mixture.paint(Tissue::nerve, 0.85 * coverage(distance, site.edge_mm) * (1 - 0.5 * section.narrowing));
}

// 0..1: how far the foramen's slit reaches at this distance from the middle.
double lateral_window(const Site& site) {
    const double u = std::abs(site.lateral_mm);
    return coverage(kForamenInner_mm - u, 2.0) * coverage(u - kForamenOuter_mm, 3.0);
}

}  // namespace

Passage foramen_centre(const BodyPlan& plan, int disc, int side) {
    const Disc& d = plan.discs[static_cast<std::size_t>(disc)];
    return {d.along_mm - d.foramen_above_mm, d.foramen_behind_mm[static_cast<std::size_t>(side)],
            side == kLeft ? kForamenCentre_mm : -kForamenCentre_mm};
}

Passage recess_centre(const BodyPlan& plan, int disc, int side) {
    return {plan.discs[static_cast<std::size_t>(disc)].along_mm, plan.canal.sac_depth_mm * 0.45,
            side == kLeft ? kRecessCentre_mm : -kRecessCentre_mm};
}

void paint_canal(Mixture& mixture, const Site& site, const BodyPlan& plan, const SmoothTexture& texture) {
    const double u = std::abs(site.lateral_mm), d = site.behind_mm;
    const Canal& canal = plan.canal;
    const double sacrum = smooth_step(plan.vertebrae[kFirstSacral].along_mm, canal.sac_end_mm, site.along_mm);
    const double depth = canal.bony_depth_mm * (1 - 0.5 * sacrum);
    if (u > canal.bony_half_width_mm + 2 || d < -3 || d > depth + 4) return;
    const double outline =
        std::max(u - canal.bony_half_width_mm * (1 - 0.3 * sacrum), std::max(-1.0 - d, d - depth));
    mixture.paint(Tissue::fat, coverage(outline, site.edge_mm));
    // Beside the middle the back of the canal is ligament; the fat pad sits in the middle, at the discs.
    const double pad = std::abs(site.along_mm - plan.discs[site.disc].along_mm) / 13;
    const double lined = std::max(smooth_step(3.5, 7.0, u), smooth_step(0.75, 1.1, pad));
    mixture.paint(Tissue::ligament, 0.9 * lined * coverage(canal.sac_depth_mm + 1.2 - d, 1.5) *
                                        coverage(outline, site.edge_mm) * (1 - sacrum));
    const SacSection section = section_of_sac(site, plan);
    paint_narrowing(mixture, site, section, plan);
    paint_recess_root(mixture, site, plan, section);
    if (section.full_half <= 0 || site.along_mm > canal.sac_end_mm) return;
    const double distance = std::abs(d - section.centre) - section.half;
    mixture.paint(Tissue::ligament, 0.35 * coverage(std::abs(distance) - 0.4, site.edge_mm));  // dura
    const double inside = coverage(distance, site.edge_mm);
    if (inside <= 0) return;
    mixture.paint(Tissue::csf, inside);
    paint_nerves(mixture, site, section, plan, inside, texture);
}

void paint_foramina(Mixture& mixture, const Site& site, const BodyPlan& plan) {
    const double window = lateral_window(site);
    if (window <= 0 || site.behind_mm < -6 || site.behind_mm > 16 || site.disc >= kFirstSacral + 1) return;
    const int side = site.lateral_mm > 0 ? kLeft : kRight;
    const double open = plan.discs[site.disc].foramen_open[static_cast<std::size_t>(side)];
    const Passage centre = foramen_centre(plan, static_cast<int>(site.disc), side);
    const double along = site.along_mm - centre.along_mm, behind = site.behind_mm - centre.behind_mm;
    // What closes a foramen: the disc in front and below, the joint's capsule behind.
    const double around = ellipse(along - 0.5, behind, 14, 8.5);
    mixture.paint(along > 4 && behind < 1 ? Tissue::annulus : Tissue::ligament,
                  window * coverage(around, site.edge_mm) * coverage(std::abs(site.lateral_mm) - 23.5, 2.0));
    const double half_height = kForamenHalfHeight_mm * blend(0.35, 1, std::min(open, 1.0));
    const double keyhole = 1 - 0.35 * smooth_step(0, 1, along / kForamenHalfHeight_mm);  // narrow below
    const double fat =
        ellipse(along + 3 * (1 - open), behind, half_height, kForamenHalfWidth_mm * open * keyhole);
    mixture.paint(Tissue::fat, window * coverage(fat, site.edge_mm));
    const double squeezed = blend(0.55, 1, std::min(open, 1.0));
    const double root = ellipse(along + 3.6, behind + 0.2, 3.1 * squeezed, 2.6 * squeezed);
    mixture.paint(Tissue::nerve, window * coverage(root, site.edge_mm));
}

}  // namespace lumbar
