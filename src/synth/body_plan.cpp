#include "synth/body_plan.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "core/grades.h"

namespace lumbar {
namespace {

struct TypicalVertebra {
    double height_mm, depth_mm, half_width_mm, disc_below_mm, angle_deg;
};

// A standing average; the angle is the spine's run towards the back (negative: towards the front).
constexpr std::array<TypicalVertebra, kVertebrae> kTypical = {{
    {22, 28, 17, 4.5, -11},
    {23, 29, 18, 5.0, -14},
    {24, 29, 19, 5.5, -16},
    {25.5, 30, 20, 7.0, -17},
    {27, 31, 21.5, 8.0, -15},  // L1
    {28, 32, 22.5, 9.5, -10},
    {28, 33, 23.5, 10.5, -3},
    {27.5, 34, 24.5, 11.5, 7},
    {27.5, 34.5, 25.5, 10.5, 22},
    {27, 30, 44, 2.5, 41},  // S1
    {23, 20, 40, 2.0, 48},
    {20, 14, 36, 1.5, 42},
    {18, 10, 32, 1.5, 26},
}};

// How much of a passage each class has kept.  The gaps between the classes are what a net can learn from.
struct OpenRange {
    double low, high;
};
using OpenRanges = std::array<OpenRange, kClasses>;
constexpr OpenRanges kCanalOpen = {{{.84, 1.05}, {.46, .58}, {.10, .24}}};
constexpr OpenRanges kRecessOpen = {{{.84, 1.05}, {.42, .54}, {.05, .16}}};
constexpr OpenRanges kForamenOpen = {{{.86, 1.08}, {.50, .60}, {.14, .26}}};

double draw_open(const OpenRanges& ranges, int grade, Random& random) {
    const OpenRange range = ranges[static_cast<std::size_t>(grade)];
    return random.uniform(range.low, range.high);
}

double size_vertebra(Vertebra& vertebra, std::size_t i, double stature, double girth, Random& random) {
    const TypicalVertebra& typical = kTypical[i];
    vertebra.half_height_mm = typical.height_mm / 2 * stature * random.uniform(0.96, 1.04);
    vertebra.depth_mm = typical.depth_mm * girth * random.uniform(0.97, 1.03);
    vertebra.half_width_mm = typical.half_width_mm * girth;
    const bool sacral = i >= kFirstSacral, lowest_lumbar = i + 1 == kFirstSacral;
    vertebra.spinous_reach_mm = sacral ? 20.0 - 2.5 * static_cast<double>(i - kFirstSacral)
                                       : (lowest_lumbar ? 39 : 47) * girth * random.uniform(0.94, 1.06);
    vertebra.spinous_half_height_mm = (i >= kFirstLumbar ? 9.5 : 7.0) * stature * random.uniform(0.85, 1.15);
    return 2 * vertebra.half_height_mm;
}

// Worn discs are dark and low; a bad grade makes wear likely, and so does age.
void wear_disc(Disc& disc, int worst_grade, double age, Random& random) {
    const double wear = age + 0.22 * worst_grade + random.normal(0, 0.16);
    disc.hydration = std::clamp(1.2 - wear, 0.0, 1.0);
    disc.height_mm *= 1 - 0.4 * std::clamp(wear - 0.4, 0.0, 1.0) * random.uniform(0.5, 1.0);
    if (wear > 0.9 && random.chance(0.35)) disc.fatty_endplates = random.uniform(0.3, 0.8);
}

int worst_grade_at(std::size_t disc, const GradeSheet& grades) {
    if (disc < kFirstGradedDisc || disc >= kFirstGradedDisc + kLevels) return 0;
    const auto& row = grades[disc - kFirstGradedDisc];
    return *std::max_element(row.begin(), row.end());
}

void stack_column(BodyPlan& plan, const GradeSheet& grades, double stature, Random& random) {
    const double girth = stature * std::clamp(random.normal(1, 0.05), 0.9, 1.1);
    const double age = random.uniform(0.1, 0.8);
    double along = 0;
    for (std::size_t i = 0; i < kVertebrae; ++i) {
        Vertebra& vertebra = plan.vertebrae[i];
        const double height = size_vertebra(vertebra, i, stature, girth, random);
        vertebra.along_mm = along + height / 2;
        along += height;
        if (i + 1 == kVertebrae) break;
        Disc& disc = plan.discs[i];
        disc.height_mm = kTypical[i].disc_below_mm * stature * random.uniform(0.9, 1.1);
        if (i < kFirstSacral) wear_disc(disc, worst_grade_at(i, grades), age, random);
        disc.along_mm = along + disc.height_mm / 2;
        along += disc.height_mm;
    }
    for (std::size_t i = 0; i < kDiscs; ++i) {
        const Vertebra &above = plan.vertebrae[i], &below = plan.vertebrae[i + 1];
        plan.discs[i].depth_mm = (above.depth_mm + below.depth_mm) / 2;
        plan.discs[i].half_width_mm = std::min(above.half_width_mm, below.half_width_mm) + 1;
    }
}

void open_passages(BodyPlan& plan, const GradeSheet& grades, Random& random) {
    for (std::size_t i = 0; i < kDiscs; ++i) {
        Disc& disc = plan.discs[i];
        std::array<int, kConditions> row{};
        if (i >= kFirstGradedDisc && i < kFirstGradedDisc + kLevels) row = grades[i - kFirstGradedDisc];
        const auto grade_of = [&](Condition condition) { return row[static_cast<std::size_t>(condition)]; };
        disc.canal_open = draw_open(kCanalOpen, grade_of(Condition::spinal_canal_stenosis), random);
        disc.foramen_open = {
            draw_open(kForamenOpen, grade_of(Condition::left_neural_foraminal_narrowing), random),
            draw_open(kForamenOpen, grade_of(Condition::right_neural_foraminal_narrowing), random)};
        disc.recess_open = {draw_open(kRecessOpen, grade_of(Condition::left_subarticular_stenosis), random),
                            draw_open(kRecessOpen, grade_of(Condition::right_subarticular_stenosis), random)};
        for (double& behind : disc.foramen_behind_mm) behind = random.normal(5.4, 0.4);
        disc.pinch_mm = random.uniform(6.5, 8.5);
        disc.front_share = random.uniform(0.45, 0.7);
        disc.foramen_above_mm = random.normal(4, 0.5);
    }
}

void size_canal(BodyPlan& plan, double stature, Random& random) {
    const double size = stature * random.uniform(0.93, 1.08);
    plan.canal.sac_depth_mm *= size;
    plan.canal.bony_depth_mm *= size;
    plan.canal.sac_half_width_mm *= stature;
    plan.canal.bony_half_width_mm *= stature;
    const Vertebra &l1 = plan.vertebrae[kFirstLumbar], &s2 = plan.vertebrae[kFirstSacral + 1];
    plan.canal.cord_end_mm = l1.along_mm + random.normal(6, 8);
    plan.canal.sac_end_mm = s2.along_mm + random.normal(0, 7);
}

void bend_spine(BodyPlan& plan, Random& random) {
    constexpr double kRadians = std::numbers::pi / 180;
    const double lordosis = std::clamp(random.normal(1, 0.16), 0.6, 1.35), tilt_deg = random.normal(0, 3.5);
    plan.origin_along_mm = plan.vertebrae[kFirstLumbar + 2].along_mm;
    for (std::size_t i = 0; i < kVertebrae; ++i) {
        const Vertebra& vertebra = plan.vertebrae[i];
        const double angle = (kTypical[i].angle_deg * lordosis + tilt_deg) * kRadians;
        // Bodies are nearly straight: most of the bend is in the discs.
        const double next = i + 1 < kVertebrae ? kTypical[i + 1].angle_deg : kTypical[i].angle_deg;
        const double last = i > 0 ? kTypical[i - 1].angle_deg : kTypical[i].angle_deg;
        const double within = 0.28 * lordosis * kRadians;
        const double reach = 0.8 * vertebra.half_height_mm;
        plan.stations.push_back({vertebra.along_mm - reach, angle - within * (kTypical[i].angle_deg - last)});
        plan.stations.push_back({vertebra.along_mm + reach, angle + within * (next - kTypical[i].angle_deg)});
    }
}

}  // namespace

BodyPlan plan_body(const GradeSheet& grades, Random& random) {
    BodyPlan plan;
    const double stature = std::clamp(random.normal(1, 0.055), 0.87, 1.13);
    stack_column(plan, grades, stature, random);
    open_passages(plan, grades, random);
    size_canal(plan, stature, random);
    bend_spine(plan, random);
    plan.soft.subcutaneous_mm = random.uniform(10, 34);
    plan.soft.abdomen_mm = random.uniform(115, 185);
    plan.soft.fatty_muscle = random.uniform(0.05, 0.6);
    plan.soft.scoliosis_mm = random.normal(0, 1.6);
    plan.soft.scoliosis_phase = random.uniform(0, 2 * std::numbers::pi);
    return plan;
}

}  // namespace lumbar
