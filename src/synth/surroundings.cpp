#include "synth/surroundings.h"

#include <algorithm>
#include <cmath>

#include "synth/shapes.h"

namespace lumbar {
namespace {

constexpr double kSkin_mm = 2.2;

// Depth below the nearer skin, back or front; negative outside.
double depth_below_skin(const Site& site, const BodyPlan& plan) {
    const double front_skin = -plan.soft.abdomen_mm + site.z_mm * site.z_mm / 2400;  // a round belly
    return std::min(site.back_skin_mm - site.y_mm, site.y_mm - front_skin);
}

void paint_subcutaneous_fat(Mixture& mixture, const Site& site, double depth, const SmoothTexture& texture) {
    const double septum = std::abs(texture.at(site.lateral_mm / 9, site.y_mm / 3.5, site.z_mm / 14));
    mixture.paint(Tissue::ligament, 0.16 * smooth_step(0.12, 0.0, septum));
    mixture.paint(Tissue::skin, coverage(depth - kSkin_mm, site.edge_mm));
}

// Multifidus and erector spinae, with streaks of fat along the fibres.
void paint_back_muscles(Mixture& mixture, const Site& site, const BodyPlan& plan,
                        const SmoothTexture& texture) {
    const double fascia = site.y_mm - (site.back_skin_mm - plan.soft.subcutaneous_mm);
    const double u = std::abs(site.lateral_mm);
    const double inside = coverage(fascia, site.edge_mm) * coverage(13 - site.behind_mm, 3) *
                          smooth_step(1.0, 4.5, u) * coverage(u - 62, 6);
    if (inside <= 0) return;
    const double streak =
        texture.at(site.lateral_mm / 4.5, site.behind_mm / 3.2, site.along_mm / 26) +
        0.5 * texture.at(site.lateral_mm / 2.2 + 9, site.behind_mm / 1.6, site.along_mm / 13);
    const double low_down = smooth_step(-40, 140, site.along_mm - plan.origin_along_mm);
    const double infiltrated = plan.soft.fatty_muscle * (0.4 + low_down);
    const double fat = smooth_step(0.55, -0.75, streak + 0.55 - 1.1 * infiltrated);
    mixture.paint(Tissue::muscle, inside * (1 - 0.75 * fat));
}

// Between the spinous processes: ligament and fat in stripes; the supraspinous ligament behind.
void paint_midline_ligaments(Mixture& mixture, const Site& site, const BodyPlan& plan,
                             const SmoothTexture& texture) {
    const double u = std::abs(site.lateral_mm);
    if (u > 5 || site.behind_mm < 17) return;
    const double reach = plan.vertebrae[site.vertebra].spinous_reach_mm;
    const double stripe =
        texture.at(site.lateral_mm / 3, site.behind_mm / 5 + site.along_mm / 9, site.along_mm / 2.6);
    const double between = coverage(site.behind_mm - reach, 3) * coverage(u - 3.2, 2);
    mixture.paint(Tissue::ligament, between * (0.4 + 0.35 * stripe));
    const double band = std::abs(site.behind_mm - reach - 1.5) - 1.1;
    mixture.paint(Tissue::ligament, 0.9 * coverage(band, site.edge_mm) * coverage(u - 3, 2));
}

void paint_psoas(Mixture& mixture, const Site& site, const BodyPlan& plan, const SmoothTexture& texture) {
    const double down = site.along_mm - plan.vertebrae[kFirstLumbar].along_mm;
    const double size = smooth_step(-30, 90, down);
    if (size <= 0) return;
    const double body =
        plan.vertebrae[site.vertebra < kFirstSacral ? site.vertebra : kFirstSacral - 1].half_width_mm;
    const double centre_u = body + 3 + 9 * size, centre_d = -14 - 14 * smooth_step(110, 190, down);
    const double distance = ellipse(std::abs(site.lateral_mm) - centre_u, site.behind_mm - centre_d,
                                    4 + 11 * size, 6 + 11 * size);
    const double streak = texture.at(site.lateral_mm / 5 + 3, site.behind_mm / 5, site.along_mm / 30);
    mixture.paint(Tissue::muscle, coverage(distance, site.edge_mm) * (0.88 + 0.12 * streak));
}

void paint_bowel(Mixture& mixture, const Site& site, double front, const SmoothTexture& texture) {
    const double inside = coverage(site.behind_mm - front + 24, 5);
    if (inside <= 0) return;
    const double loop = texture.at(site.lateral_mm / 21 + 5, site.y_mm / 17, site.z_mm / 19) +
                        0.35 * texture.at(site.lateral_mm / 8, site.y_mm / 7, site.z_mm / 7);
    mixture.paint(Tissue::bowel, inside * smooth_step(-0.08, 0.04, loop) * 0.95);
    mixture.paint(Tissue::vessel, inside * smooth_step(0.62, 0.75, loop) * 0.8);  // gas
    mixture.paint(Tissue::fat, inside * 0.7 * smooth_step(0.05, 0.0, std::abs(loop - 0.25)));
}

// Where the column ends in front, without steps from one vertebra to the next.
double column_front(const Site& site, const BodyPlan& plan) {
    const Vertebra &above = plan.vertebrae[site.disc], &below = plan.vertebrae[site.disc + 1];
    return -blend(above.depth_mm, below.depth_mm, smooth_step(above.along_mm, below.along_mm, site.along_mm));
}

// Aorta on the left, vena cava on the right, down to where they fork before L4.
void paint_great_vessels(Mixture& mixture, const Site& site, const BodyPlan& plan, double front) {
    const Vertebra& l4 = plan.vertebrae[kFirstLumbar + 3];
    const double fork = smooth_step(l4.along_mm - 10, l4.along_mm + 55, site.along_mm);
    const double above = coverage(site.along_mm - l4.along_mm - 60, 20), radius = 8.5 - 3.5 * fork;
    for (const double home : {9.0, -11.0}) {
        const double distance =
            ellipse(site.lateral_mm - home * (1 + 1.8 * fork), site.behind_mm - front + radius + 3.5, radius,
                    radius * (home > 0 ? 1.0 : 0.75));
        mixture.paint(Tissue::ligament, 0.6 * above * coverage(distance - 1.2, site.edge_mm));
        mixture.paint(Tissue::vessel, above * coverage(distance, site.edge_mm));
    }
}

// The belly's wall: a sheet of muscle below the front's fat.
void paint_front_wall(Mixture& mixture, const Site& site, double depth) {
    if (site.y_mm > -60) return;
    mixture.paint(Tissue::muscle, 0.9 * coverage(std::abs(depth - 22) - 4, 2));
    mixture.paint(Tissue::fat, coverage(depth - 18, 2));
}

}  // namespace

void paint_surroundings(Mixture& mixture, const Site& site, const BodyPlan& plan,
                        const SmoothTexture& texture) {
    const double depth = depth_below_skin(site, plan);
    mixture.fill(Tissue::air);
    if (depth < -site.edge_mm) return;
    mixture.paint(Tissue::fat, coverage(-depth, site.edge_mm));
    if (site.back_skin_mm - site.y_mm < plan.soft.subcutaneous_mm) {
        paint_subcutaneous_fat(mixture, site, depth, texture);
        return;
    }
    if (site.behind_mm > 5) {
        paint_back_muscles(mixture, site, plan, texture);
        paint_midline_ligaments(mixture, site, plan, texture);
        return;
    }
    const double front = column_front(site, plan);
    paint_bowel(mixture, site, front, texture);
    paint_psoas(mixture, site, plan, texture);
    paint_great_vessels(mixture, site, plan, front);
    paint_front_wall(mixture, site, depth);
    if (depth < 18) paint_subcutaneous_fat(mixture, site, depth, texture);
}

}  // namespace lumbar
