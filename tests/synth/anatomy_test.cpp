#include "synth/anatomy.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "core/grades.h"

namespace lumbar {
namespace {

constexpr int kBodies = 12;

GradeSheet all_of(int grade) {
    GradeSheet grades;
    for (auto& row : grades) row.fill(grade);
    return grades;
}

GradeSheet one_of(int level, Condition condition, int grade) {
    GradeSheet grades{};
    grades[static_cast<std::size_t>(level)][static_cast<std::size_t>(condition)] = grade;
    return grades;
}

// Square millimetres of a tissue in the sagittal plane at `lateral_mm`, around a disc.
double area_of(const Anatomy& anatomy, Tissue tissue, int level, double lateral_mm, double above_mm,
               double below_mm, double first_behind_mm, double last_behind_mm) {
    constexpr double kStep_mm = 0.5;
    const double along_mm = anatomy.plan().discs[static_cast<std::size_t>(kFirstGradedDisc + level)].along_mm;
    double area = 0;
    for (double along = along_mm - above_mm; along < along_mm + below_mm; along += kStep_mm) {
        for (double behind = first_behind_mm; behind < last_behind_mm; behind += kStep_mm) {
            const PatientPoint point = anatomy.place(along, behind, lateral_mm);
            area += kStep_mm * kStep_mm * static_cast<double>(anatomy.tissue_at(point, 0.8)[tissue]);
        }
    }
    return area;
}

double canal_fluid(const Anatomy& anatomy, int level) {
    double area = 0;
    for (const double lateral : {-3.0, 0.0, 3.0})
        area += area_of(anatomy, Tissue::csf, level, lateral, 3, 3, -2, 20);
    return area / 3;
}

double recess_fluid(const Anatomy& anatomy, int level, int side) {
    return area_of(anatomy, Tissue::csf, level, side == kLeft ? 9.5 : -9.5, 3, 3, -2, 16);
}

double foramen_fat(const Anatomy& anatomy, int level, int side) {
    return area_of(anatomy, Tissue::fat, level, side == kLeft ? 19 : -19, 16, 8, -2, 13);
}

// [grade]: smallest and largest measure over bodies and levels.
struct Range {
    double smallest = 1e9, largest = -1e9;
};

template <class Measure>
std::array<Range, kClasses> ranges_of(Measure measure) {
    std::array<Range, kClasses> ranges;
    for (int grade = 0; grade < kClasses; ++grade) {
        for (std::uint64_t seed = 0; seed < kBodies; ++seed) {
            const Anatomy anatomy(all_of(grade), seed);
            for (int level = 0; level < kLevels; ++level) {
                Range& range = ranges[static_cast<std::size_t>(grade)];
                const double value = measure(anatomy, level);
                range.smallest = std::min(range.smallest, value);
                range.largest = std::max(range.largest, value);
            }
        }
    }
    return ranges;
}

void check_separated(const std::array<Range, kClasses>& ranges) {
    BOOST_TEST_MESSAGE("normal " << ranges[0].smallest << ".." << ranges[0].largest << ", moderate "
                                 << ranges[1].smallest << ".." << ranges[1].largest << ", severe "
                                 << ranges[2].smallest << ".." << ranges[2].largest);
    BOOST_TEST(ranges[0].smallest > ranges[1].largest);
    BOOST_TEST(ranges[1].smallest > ranges[2].largest);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(anatomy_of_a_synthetic_body)

BOOST_AUTO_TEST_CASE(fluid_in_the_canal_tells_its_grade) {
    check_separated(ranges_of(canal_fluid));
}

BOOST_AUTO_TEST_CASE(fluid_in_a_recess_tells_its_grade) {
    check_separated(ranges_of([](const Anatomy& a, int level) { return recess_fluid(a, level, kLeft); }));
}

BOOST_AUTO_TEST_CASE(fat_in_a_foramen_tells_its_grade) {
    check_separated(ranges_of([](const Anatomy& a, int level) { return foramen_fat(a, level, kRight); }));
}

BOOST_AUTO_TEST_CASE(a_narrow_canal_leaves_recesses_and_other_levels_open) {
    const Anatomy healthy(all_of(0), 3), narrow(one_of(3, Condition::spinal_canal_stenosis, 2), 3);
    BOOST_TEST(canal_fluid(narrow, 3) < 0.35 * canal_fluid(healthy, 3));
    for (const int side : {kLeft, kRight})
        BOOST_TEST(recess_fluid(narrow, 3, side) > 0.8 * recess_fluid(healthy, 3, side));
    for (const int level : {0, 1, 2, 4})
        BOOST_TEST(canal_fluid(narrow, level) > 0.7 * canal_fluid(healthy, level));
}

BOOST_AUTO_TEST_CASE(a_narrow_recess_is_on_its_own_side) {
    const Anatomy healthy(all_of(0), 4), left(one_of(2, Condition::left_subarticular_stenosis, 2), 4);
    BOOST_TEST(recess_fluid(left, 2, kLeft) < 0.3 * recess_fluid(healthy, 2, kLeft));
    BOOST_TEST(recess_fluid(left, 2, kRight) > 0.7 * recess_fluid(healthy, 2, kRight));
    BOOST_TEST(canal_fluid(left, 2) > 0.7 * canal_fluid(healthy, 2));
}

BOOST_AUTO_TEST_CASE(a_narrow_foramen_is_on_its_own_side) {
    const Anatomy healthy(all_of(0), 5), right(one_of(4, Condition::right_neural_foraminal_narrowing, 2), 5);
    BOOST_TEST(foramen_fat(right, 4, kRight) < 0.3 * foramen_fat(healthy, 4, kRight));
    BOOST_TEST(foramen_fat(right, 4, kLeft) > 0.7 * foramen_fat(healthy, 4, kLeft));
}

BOOST_AUTO_TEST_CASE(landmarks_lie_on_their_tissues) {
    for (std::uint64_t seed = 0; seed < kBodies; ++seed) {
        const Anatomy anatomy(all_of(0), seed);
        for (int level = 0; level < kLevels; ++level) {
            const Disc& disc = anatomy.plan().discs[static_cast<std::size_t>(kFirstGradedDisc + level)];
            const Mixture canal = anatomy.tissue_at(anatomy.canal_centre(level), 0.8);
            BOOST_TEST(canal[Tissue::csf] + canal[Tissue::nerve] > 0.9F);
            const Mixture middle =
                anatomy.tissue_at(anatomy.place(disc.along_mm, -disc.depth_mm / 2, 0), 0.8);
            BOOST_TEST(middle[Tissue::nucleus] + middle[Tissue::dry_disc] + middle[Tissue::annulus] > 0.9F);
            // Two millimetres in front of the point behind the disc is disc, two behind it is canal.
            const Mixture front = anatomy.tissue_at(anatomy.place(disc.along_mm, -1.5, 0), 0.8);
            const Mixture behind = anatomy.tissue_at(anatomy.place(disc.along_mm, 4.5, 0), 0.8);
            BOOST_TEST(front[Tissue::annulus] + front[Tissue::dry_disc] + front[Tissue::nucleus] > 0.8F);
            BOOST_TEST(behind[Tissue::csf] + behind[Tissue::nerve] > 0.6F);
            for (const int side : {kLeft, kRight}) {
                const Mixture foramen = anatomy.tissue_at(anatomy.foramen(level, side), 0.8);
                BOOST_TEST(foramen[Tissue::fat] + foramen[Tissue::nerve] > 0.9F);
                BOOST_TEST((anatomy.foramen(level, side)[0] > 0) == (side == kLeft));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(discs_follow_each_other_downwards_and_point_backwards) {
    for (std::uint64_t seed = 0; seed < kBodies; ++seed) {
        const Anatomy anatomy(all_of(0), seed);
        for (int level = 0; level < kLevels; ++level) {
            BOOST_TEST(anatomy.disc_back(level)[1] > anatomy.disc_front(level)[1] + 15);
            if (level > 0) BOOST_TEST(anatomy.disc_back(level)[2] < anatomy.disc_back(level - 1)[2] - 15);
        }
    }
}

BOOST_AUTO_TEST_CASE(finds_its_way_along_the_spine_and_back) {
    const SpineCurve curve({{0, -0.3}, {120, 0.0}, {240, 0.7}}, 120);
    for (const double along : {20.0, 75.0, 120.0, 200.0}) {
        for (const double behind : {-40.0, 0.0, 35.0}) {
            const std::array<double, 2> yz = curve.place({along, behind});
            const SpinePoint found = curve.locate(yz[0], yz[1]);
            BOOST_TEST(std::abs(found.along_mm - along) < 0.05);
            BOOST_TEST(std::abs(found.behind_mm - behind) < 0.05);
        }
    }
}

BOOST_AUTO_TEST_CASE(shares_of_tissue_sum_to_one_everywhere) {
    const Anatomy anatomy(all_of(1), 9);
    for (double y = -180; y < 120; y += 7.3) {
        for (double z = -150; z < 150; z += 9.1) {
            const Mixture mixture = anatomy.tissue_at({6.5, y, z}, 1);
            float sum = 0;
            for (const float share : mixture.share) sum += share;
            BOOST_TEST(std::abs(sum - 1) < 1e-4F);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace lumbar
