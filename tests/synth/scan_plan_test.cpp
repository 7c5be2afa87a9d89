#include "synth/scan_plan.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>

namespace lumbar {
namespace {

// Many scans of one body.
template <class Check>
void for_many_plans(SeriesKind kind, int image_size, Check check) {
    const Anatomy anatomy(GradeSheet{}, 1);
    Random random(2);
    for (int i = 0; i < 300; ++i) check(anatomy, plan_sagittal(anatomy, kind, image_size, random));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(planning_scans)

BOOST_AUTO_TEST_CASE(slice_counts_and_sizes_are_those_of_the_competition) {
    for (const SeriesKind kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        std::set<std::size_t> counts;
        std::set<int> sizes;
        for_many_plans(kind, 0, [&](const Anatomy&, const ScanPlan& plan) {
            counts.insert(plan.size());
            sizes.insert(std::max(plan[0].height, plan[0].width));
            BOOST_TEST((plan[0].spacing_mm >= 0.39 && plan[0].spacing_mm <= 0.91));
        });
        BOOST_TEST(*counts.begin() >= (kind == SeriesKind::sagittal_t1 ? 12U : 8U));
        BOOST_TEST(*counts.rbegin() <= 27U);
        BOOST_TEST(counts.size() > 8U);
        BOOST_TEST(*sizes.begin() == 320);
        BOOST_TEST(*sizes.rbegin() == 640);
    }
}

BOOST_AUTO_TEST_CASE(the_longer_side_is_the_one_asked_for) {
    bool other_is_shorter = false;
    for_many_plans(SeriesKind::sagittal_t2, 96, [&](const Anatomy&, const ScanPlan& plan) {
        BOOST_TEST(std::max(plan[0].height, plan[0].width) == 96);
        other_is_shorter |= plan[0].height != plan[0].width;
    });
    BOOST_TEST(other_is_shorter);
}

BOOST_AUTO_TEST_CASE(slices_run_from_left_to_right_and_their_numbers_do_not) {
    int in_order = 0;
    for_many_plans(SeriesKind::sagittal_t2, 0, [&](const Anatomy&, const ScanPlan& plan) {
        std::set<int> numbers;
        for (const SlicePlane& plane : plan) numbers.insert(plane.instance_number);
        BOOST_TEST(numbers.size() == plan.size());
        for (std::size_t i = 1; i < plan.size(); ++i)
            BOOST_TEST(plan[i].position_mm[0] < plan[i - 1].position_mm[0]);
        in_order += std::is_sorted(plan.begin(), plan.end(), [](const SlicePlane& a, const SlicePlane& b) {
            return a.instance_number < b.instance_number;
        });
    });
    BOOST_TEST(in_order == 0);
}

BOOST_AUTO_TEST_CASE(every_lumbar_disc_is_inside_the_image) {
    for_many_plans(SeriesKind::sagittal_t2, 0, [](const Anatomy& anatomy, const ScanPlan& plan) {
        for (int level = 0; level < kLevels; ++level) {
            for (const PatientPoint& point : {anatomy.disc_front(level), anatomy.disc_back(level)}) {
                const Point at = project(plan[0], point);
                BOOST_TEST((at.x > 0.1 * plan[0].width && at.x < 0.9 * plan[0].width));
                BOOST_TEST((at.y > 0.05 * plan[0].height && at.y < 0.95 * plan[0].height));
            }
        }
    });
}

BOOST_AUTO_TEST_CASE(pixels_and_millimetres_invert_each_other) {
    for_many_plans(SeriesKind::sagittal_t1, 0, [](const Anatomy&, const ScanPlan& plan) {
        const SlicePlane& plane = plan[plan.size() / 2];
        const PatientPoint point = pixel_position(plane, 31.5, 77.25);
        BOOST_TEST(std::abs(project(plane, point).x - 31.5) < 1e-9);
        BOOST_TEST(std::abs(project(plane, point).y - 77.25) < 1e-9);
        BOOST_TEST(&nearest_slice(plan, point) == &plane);
    });
}

BOOST_AUTO_TEST_CASE(axial_slices_cross_every_disc) {
    const Anatomy anatomy(GradeSheet{}, 1);
    Random random(3);
    const ScanPlan plan = plan_axial(anatomy, 0, random);
    BOOST_TEST(plan.size() == 15U);
    for (int level = 0; level < kLevels; ++level) {
        BOOST_TEST(distance_mm(nearest_slice(plan, anatomy.disc_back(level)), anatomy.disc_back(level)) <
                   0.5);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace lumbar
