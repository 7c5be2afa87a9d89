#include "crop/crop_box.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "support/stacks.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(boxes)

BOOST_AUTO_TEST_CASE(t2_is_1_3_gaps_high_and_0_75_disc_widths_wide_on_either_side) {
    const CropFractions fractions = crop_fractions(straight_spine(0.1), SeriesKind::sagittal_t2);
    BOOST_TEST(std::abs(fractions.half_height_rel - 0.13) < 1e-12);
    BOOST_TEST(std::abs(fractions.half_width_rel - 0.15) < 1e-12);
}

BOOST_AUTO_TEST_CASE(t1_is_one_gap_high_and_1_25_of_that_wide) {
    const CropFractions fractions = crop_fractions(straight_spine(0.1), SeriesKind::sagittal_t1);
    BOOST_TEST(std::abs(fractions.half_height_rel - 0.1) < 1e-12);
    BOOST_TEST(std::abs(fractions.half_width_rel - 0.125) < 1e-12);
}

BOOST_AUTO_TEST_CASE(one_stray_level_does_not_change_the_size) {
    Keypoints points = straight_spine(0.1);
    points[4][1].y = 0.99;
    BOOST_TEST(std::abs(crop_fractions(points, SeriesKind::sagittal_t2).half_height_rel - 0.13) < 1e-12);
}

BOOST_AUTO_TEST_CASE(t2_is_centred_left_of_the_right_hand_point) {
    const auto points = straight_spine(0.1);
    const CropBox box = crop_box(points[2], {0.13, 0.15}, SeriesKind::sagittal_t2, 200, 100);
    // The point lies at (60, 80); half sizes are 15 and 26; the centre is 7.5 further left.
    BOOST_TEST((box == CropBox{{37, 54, 67, 106}, 0}));
}

BOOST_AUTO_TEST_CASE(t1_is_centred_between_the_points) {
    const CropBox box =
        crop_box({Point{0.55, 0.45}, Point{0.45, 0.55}}, {0.1, 0.125}, SeriesKind::sagittal_t1, 200, 100);
    BOOST_TEST((box == CropBox{{37, 80, 62, 120}, 0}));
}

BOOST_AUTO_TEST_CASE(a_tilted_disc_is_turned_level) {
    const CropBox box =
        crop_box({Point{0.4, 0.4}, Point{0.6, 0.5}}, {0.1, 0.1}, SeriesKind::sagittal_t2, 100, 100);
    BOOST_TEST(std::abs(box.angle_deg - std::atan2(10, 20) * 180 / std::acos(-1)) < 1e-9);
}

BOOST_AUTO_TEST_CASE(boxes_are_clipped_to_the_image) {
    const CropBox box =
        crop_box({Point{0.0, 0.01}, Point{0.02, 0.01}}, {0.2, 0.2}, SeriesKind::sagittal_t1, 100, 100);
    BOOST_TEST(box.left == 0);
    BOOST_TEST(box.top == 0);
    BOOST_TEST(!box.is_empty());
}

BOOST_AUTO_TEST_CASE(points_without_sense_give_an_empty_box) {
    const double nan = std::numeric_limits<double>::quiet_NaN(), huge = 1e30;
    for (const Point bad : {Point{nan, 0.5}, Point{huge, 0.5}, Point{0.5, -huge}}) {
        for (const auto kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
            BOOST_TEST(crop_box({bad, Point{0.5, 0.5}}, {0.1, 0.1}, kind, 100, 100).is_empty());
        }
    }
    BOOST_TEST(crop_box({Point{0.4, 0.5}, Point{0.6, 0.5}}, {nan, 0.1}, SeriesKind::sagittal_t2, 100, 100)
                   .is_empty());
    BOOST_TEST(crop_box({Point{0.4, 0.5}, Point{0.6, 0.5}}, {-0.1, 0.1}, SeriesKind::sagittal_t2, 100, 100)
                   .is_empty());
    BOOST_TEST(crop_box({Point{3.0, 0.5}, Point{3.1, 0.5}}, {0.1, 0.1}, SeriesKind::sagittal_t1, 100, 100)
                   .is_empty());
}

BOOST_AUTO_TEST_SUITE_END()
