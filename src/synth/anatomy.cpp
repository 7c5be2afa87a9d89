#include "synth/anatomy.h"

#include <algorithm>
#include <cmath>

#include "synth/bones.h"
#include "synth/passages.h"
#include "synth/shapes.h"
#include "synth/surroundings.h"

namespace lumbar {
namespace {

constexpr double kSkinStep_mm = 4, kSkinFirstZ_mm = -320;
constexpr int kSkinSteps = 161;
constexpr double kFirstBehind_mm = -48, kLastBehind_mm = 60;  // beyond these there is no bone
constexpr double kCanalBorder_mm = 1.5;                       // behind the disc, where the sac begins
constexpr double kMuscle_mm = 50;  // of back muscle and spinous processes between spine and fascia

BodyPlan plan_from(const GradeSheet& grades, std::uint64_t seed) {
    Random random(derive_seed(seed, 1));
    return plan_body(grades, random);
}

std::size_t graded_disc(int level) {
    return static_cast<std::size_t>(kFirstGradedDisc + level);
}

std::vector<double> running_mean(const std::vector<double>& values, int reach) {
    std::vector<double> result(values.size());
    const int count = static_cast<int>(values.size());
    for (int i = 0; i < count; ++i) {
        double sum = 0;
        for (int k = -reach; k <= reach; ++k)
            sum += values[static_cast<std::size_t>(std::clamp(i + k, 0, count - 1))];
        result[static_cast<std::size_t>(i)] = sum / (2 * reach + 1);
    }
    return result;
}

}  // namespace

Anatomy::Anatomy(const GradeSheet& grades, std::uint64_t seed)
    : plan_(plan_from(grades, seed)),
      curve_(plan_.stations, plan_.origin_along_mm),
      texture_(derive_seed(seed, 2)) {
    index_heights();
    lay_skin();
}

void Anatomy::index_heights() {
    const Vertebra& last = plan_.vertebrae.back();
    const auto length = static_cast<std::size_t>(last.along_mm + last.half_height_mm) + 1;
    for (std::size_t i = 0; i < length; ++i) {
        const double along = static_cast<double>(i);
        std::size_t vertebra = 0, disc = 0;
        while (vertebra + 1 < kVertebrae && plan_.discs[vertebra].along_mm < along) ++vertebra;
        while (disc + 1 < kDiscs &&
               plan_.discs[disc + 1].along_mm - along < along - plan_.discs[disc].along_mm)
            ++disc;
        vertebra_at_.push_back(vertebra);
        disc_at_.push_back(disc);
        const double phase = (along - plan_.origin_along_mm) / 60 + plan_.soft.scoliosis_phase;
        middle_x_.push_back(plan_.soft.scoliosis_mm * std::sin(phase));
    }
}

// The back's outline follows the spine loosely, and lies thicker over the buttocks.
void Anatomy::lay_skin() {
    std::vector<double> y;
    for (int i = 0; i < kSkinSteps; ++i) {
        const double z = kSkinFirstZ_mm + kSkinStep_mm * i;
        SpinePoint at{plan_.origin_along_mm, 0};
        for (int k = 0; k < 40; ++k) at.along_mm += 0.8 * (curve_.place(at)[1] - z);  // down is -z
        at.along_mm = std::clamp(at.along_mm, 0.0, static_cast<double>(vertebra_at_.size()) - 1);
        y.push_back(curve_.place(at)[0] + kMuscle_mm + plan_.soft.subcutaneous_mm);
    }
    back_skin_y_ = running_mean(running_mean(y, 11), 11);
}

double Anatomy::back_skin(double z_mm) const {
    const double position = std::clamp((z_mm - kSkinFirstZ_mm) / kSkinStep_mm, 0.0, kSkinSteps - 1.001);
    const auto i = static_cast<std::size_t>(position);
    return blend(back_skin_y_[i], back_skin_y_[i + 1], position - static_cast<double>(i));
}

std::size_t Anatomy::height_index(double along_mm) const {
    return static_cast<std::size_t>(
        std::clamp(along_mm + 0.5, 0.0, static_cast<double>(vertebra_at_.size()) - 1));
}

double Anatomy::middle_x(double along_mm) const {
    return middle_x_[height_index(along_mm)];
}

bool Anatomy::is_near_spine(const PatientPoint& point) const {
    const double behind = curve_.locate(point[1], point[2]).behind_mm;
    return behind > kFirstBehind_mm && behind < kLastBehind_mm;
}

Mixture Anatomy::tissue_at(const PatientPoint& point, double edge_mm) const {
    const SpinePoint at = curve_.locate(point[1], point[2]);
    Site site;
    site.along_mm = at.along_mm;
    site.behind_mm = at.behind_mm;
    site.lateral_mm = point[0] - middle_x(at.along_mm);
    site.y_mm = point[1];
    site.z_mm = point[2];
    site.back_skin_mm = back_skin(point[2]) - site.lateral_mm * site.lateral_mm / 420;  // a round back
    site.edge_mm = edge_mm;
    const std::size_t height = height_index(at.along_mm);
    site.vertebra = vertebra_at_[height];
    site.disc = disc_at_[height];

    Mixture mixture;
    paint_surroundings(mixture, site, plan_, texture_);
    if (site.behind_mm < kFirstBehind_mm || site.behind_mm > kLastBehind_mm) return mixture;
    paint_foramina(mixture, site, plan_);
    paint_canal(mixture, site, plan_, texture_);
    paint_column(mixture, site, plan_, texture_);
    paint_arches(mixture, site, plan_);
    return mixture;
}

PatientPoint Anatomy::place(double along_mm, double behind_mm, double lateral_mm) const {
    const std::array<double, 2> yz = curve_.place({along_mm, behind_mm});
    return {lateral_mm + middle_x(along_mm), yz[0], yz[1]};
}

PatientPoint Anatomy::disc_front(int level) const {
    const Disc& disc = plan_.discs[graded_disc(level)];
    return place(disc.along_mm, -disc.depth_mm, 0);
}

PatientPoint Anatomy::disc_back(int level) const {
    return place(plan_.discs[graded_disc(level)].along_mm, kCanalBorder_mm, 0);
}

PatientPoint Anatomy::canal_centre(int level) const {
    return place(plan_.discs[graded_disc(level)].along_mm, 1 + plan_.canal.sac_depth_mm / 2, 0);
}

PatientPoint Anatomy::foramen(int level, int side) const {
    const Passage at = foramen_centre(plan_, kFirstGradedDisc + level, side);
    return place(at.along_mm, at.behind_mm, at.lateral_mm);
}

PatientPoint Anatomy::recess(int level, int side) const {
    const Passage at = recess_centre(plan_, kFirstGradedDisc + level, side);
    return place(at.along_mm, at.behind_mm, at.lateral_mm);
}

double Anatomy::disc_angle_rad(int level) const {
    return curve_.angle_at(plan_.discs[graded_disc(level)].along_mm);
}

}  // namespace lumbar
