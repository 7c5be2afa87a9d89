#include "synth/bones.h"

#include <algorithm>
#include <cmath>

#include "synth/shapes.h"

namespace lumbar {
namespace {

constexpr double kCortex_mm = 0.9;
constexpr double kHollow_mm = 1.4;  // of endplates, and of a body's waist

void paint_bone(Mixture& mixture, double distance, double edge_mm, double cortex_mm = kCortex_mm) {
    const double alpha = coverage(distance, edge_mm);
    if (alpha <= 0) return;
    mixture.paint(Tissue::cortical_bone, alpha);
    mixture.paint(Tissue::marrow, coverage(distance + cortex_mm, edge_mm));
}

// Half the front-to-back extent of a body or disc `a` of the way to its side: rounded like a kidney.
double depth_at_side(double half_depth, double a) {
    const double square = a * a;
    return square >= 1 ? 0 : half_depth * std::sqrt(1 - square * square);
}

void paint_disc(Mixture& mixture, const Site& site, const BodyPlan& plan, const SmoothTexture& texture) {
    const Disc& disc = plan.discs[site.disc];
    const double ss = site.along_mm - disc.along_mm;
    if (std::abs(ss) > disc.height_mm / 2 + 3) return;
    const double a = std::abs(site.lateral_mm) / disc.half_width_mm;
    const double half_depth = depth_at_side(disc.depth_mm / 2, a);
    if (half_depth <= 2) return;
    const double dd = site.behind_mm + disc.depth_mm / 2, worn = 1 - disc.hydration;
    const double bulge = 0.8 + 0.8 * worn;
    const double outline = rounded_box(ss, dd, disc.height_mm / 2 + 2.2, half_depth + bulge, 2.5);
    const double alpha = coverage(outline, site.edge_mm);
    if (alpha <= 0) return;
    mixture.paint(Tissue::annulus, alpha);
    const double core_height = disc.height_mm / 2 + 0.6, core_depth = std::max(1.0, half_depth - 2.8);
    const double core = ellipse(ss, dd - 0.5, core_height, core_depth);
    const double soft =
        coverage(core + 0.6, 2.6) * (0.9 + 0.2 * texture.at(ss / 3, dd / 5, site.lateral_mm / 6));
    const double cleft =
        0.45 * coverage(std::abs(ss) - 0.5, 1.2) * coverage(std::abs(dd) - core_depth * 0.7, 3);
    mixture.paint(Tissue::dry_disc, std::min(1.0, soft));
    mixture.paint(Tissue::nucleus, std::min(1.0, soft) * disc.hydration * (1 - cleft));
}

// Fat in the marrow beside a worn disc.
void paint_fatty_endplates(Mixture& mixture, const Site& site, const BodyPlan& plan, double inside) {
    const Disc& disc = plan.discs[site.disc];
    if (disc.fatty_endplates <= 0) return;
    const double from_disc = std::abs(site.along_mm - disc.along_mm) - disc.height_mm / 2;
    const double dd = site.behind_mm + disc.depth_mm * 0.55;
    mixture.paint(Tissue::fat, inside * disc.fatty_endplates * smooth_step(9, 3, from_disc + dd * dd / 60));
}

void paint_body(Mixture& mixture, const Site& site, const BodyPlan& plan, const SmoothTexture& texture) {
    const Vertebra& vertebra = plan.vertebrae[site.vertebra];
    const bool sacral = site.vertebra >= kFirstSacral;
    const double ss = site.along_mm - vertebra.along_mm, height = vertebra.half_height_mm;
    const double waist = sacral ? 0 : kHollow_mm * std::max(0.0, 1 - (ss * ss) / (height * height));
    const double a = std::abs(site.lateral_mm) / (vertebra.half_width_mm - waist);
    const double half_depth = depth_at_side(vertebra.depth_mm / 2, a);
    if (half_depth <= 0) return;
    const double dd = site.behind_mm + vertebra.depth_mm / 2, across = dd / (vertebra.depth_mm / 2);
    const double hollow = (sacral ? 0.2 : kHollow_mm) * std::max(0.0, 1 - across * across) * (1 - a * a);
    const double outline = rounded_box(ss, dd, height - hollow, half_depth - 0.7 * waist, 2.2);
    if (coverage(outline, site.edge_mm) <= 0) return;
    paint_bone(mixture, outline, site.edge_mm);
    const double inside = coverage(outline + kCortex_mm, site.edge_mm);
    paint_fatty_endplates(mixture, site, plan, inside);
    const double vein = rounded_box(ss, site.behind_mm + 3, 1.5, 5.0, 1.4) + 0.15 * std::abs(site.lateral_mm);
    if (!sacral) mixture.paint(Tissue::vein, 0.6 * inside * coverage(vein, 1.5));
    const double grain = texture.at(site.lateral_mm / 7, site.behind_mm / 7, site.along_mm / 7) +
                         0.6 * texture.at(site.lateral_mm / 2.5, site.behind_mm / 2.5, site.along_mm / 2.5);
    mixture.gain = static_cast<float>(1 + 0.07 * grain * inside);
}

// Dark bands along the front and the back of the column.
void paint_long_ligaments(Mixture& mixture, const Site& site, const BodyPlan& plan) {
    const double u = std::abs(site.lateral_mm);
    if (u > 14 || site.vertebra >= kFirstSacral) return;
    const double front = std::abs(site.behind_mm + plan.vertebrae[site.vertebra].depth_mm + 0.9) - 0.8;
    mixture.paint(Tissue::ligament, 0.8 * coverage(front, site.edge_mm));
    const double back = std::abs(site.behind_mm - 0.4) - 0.5;
    mixture.paint(Tissue::ligament, 0.7 * coverage(back, site.edge_mm) * coverage(u - 7, 4));
}

void paint_spinous_process(Mixture& mixture, const Site& site, const Vertebra& vertebra, bool sacral) {
    if (std::abs(site.lateral_mm) > 6 || site.behind_mm < 15) return;
    const double length = (vertebra.spinous_reach_mm - 17) / 2;
    if (length < 1.5) return;
    const double dd = site.behind_mm - 17 - length;
    const double drop = sacral ? 0 : 0.55 * vertebra.half_height_mm + 0.22 * (site.behind_mm - 17);
    const double ss = site.along_mm - vertebra.along_mm - drop;
    const double flare = 0.72 + 0.28 * smooth_step(-length, length * 0.8, dd);  // taller towards its end
    const double side = rounded_box(ss, dd, vertebra.spinous_half_height_mm * flare, length, 4);
    paint_bone(mixture, std::max(side, std::abs(site.lateral_mm) - 3.4), site.edge_mm);
}

void paint_lamina(Mixture& mixture, const Site& site, const Vertebra& vertebra) {
    const double u = std::abs(site.lateral_mm);
    if (u < 1.5 || u > 15) return;
    const double ss = site.along_mm - vertebra.along_mm - 0.55 * vertebra.half_height_mm;
    const double dd = site.behind_mm - 20.5 - 0.22 * ss + 0.15 * u;  // its lower end lies further back
    paint_bone(mixture, std::max(ellipse(ss, dd, 9.5, 3.8), u - 14), site.edge_mm);
}

// Pedicle, the bridge to the arch, and the two halves of the joint at the disc below.
void paint_pillar(Mixture& mixture, const Site& site, const BodyPlan& plan, std::size_t index) {
    const double u = std::abs(site.lateral_mm);
    if (u < 11.5 || u > 25 || site.behind_mm < -8 || site.behind_mm > 30) return;
    const Vertebra& vertebra = plan.vertebrae[index];
    const double ss = site.along_mm - vertebra.along_mm, d = site.behind_mm, height = vertebra.half_height_mm;
    const double across = std::max(14.3 - u, u - 22.5);
    paint_bone(mixture, std::max(rounded_box(ss + 0.28 * height, d - 5, 6.6, 10.5, 3), across), site.edge_mm);
    const double wide = std::max(12.5 - u, u - 23.0);
    const double bridge = rounded_box(ss - 0.35 * height, d - 17.0, 9.5, 3.4, 3);
    paint_bone(mixture, std::max(bridge, wide), site.edge_mm);
    if (index + 1 >= kVertebrae) return;
    const double at_disc = site.along_mm - plan.discs[index].along_mm, slant = 0.18 * at_disc;
    const double upper_half = rounded_box(at_disc + 2.5, d - 21.6 + slant, 11.5, 3.4, 3);
    const double lower_half = rounded_box(at_disc - 3.0, d - 14.4 + slant, 10.5, 2.9, 2.6);
    paint_bone(mixture, std::max(upper_half, wide), site.edge_mm);
    paint_bone(mixture, std::max(lower_half, wide), site.edge_mm);
    const double joint = std::max(rounded_box(at_disc, d - 17.8 + slant, 6, 0.6, 0.5), wide);
    mixture.paint(Tissue::csf, 0.5 * coverage(joint, site.edge_mm));
}

}  // namespace

void paint_column(Mixture& mixture, const Site& site, const BodyPlan& plan, const SmoothTexture& texture) {
    if (site.behind_mm > 6 || site.behind_mm < -plan.vertebrae[site.vertebra].depth_mm - 6) return;
    paint_long_ligaments(mixture, site, plan);
    paint_disc(mixture, site, plan, texture);
    paint_body(mixture, site, plan, texture);
}

void paint_arches(Mixture& mixture, const Site& site, const BodyPlan& plan) {
    if (site.behind_mm < -8) return;
    // The arch hangs lower than its body: at one height there may be two.
    const std::size_t first = site.vertebra > 0 ? site.vertebra - 1 : 0;
    for (std::size_t i = first; i <= site.vertebra; ++i) {
        const bool sacral = i >= kFirstSacral;
        paint_spinous_process(mixture, site, plan.vertebrae[i], sacral);
        if (!sacral) paint_lamina(mixture, site, plan.vertebrae[i]);
        if (i <= kFirstSacral) paint_pillar(mixture, site, plan, i);
    }
}

}  // namespace lumbar
