#include "augment/distortion.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

#include "dots.h"
#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::distance, test::dot_near, test::flat_stack, test::frame_with_dot, test::is_well_inside,
    test::sample_stack;

constexpr int kHeight = 160, kWidth = 200;
constexpr FrameSize kSize{kHeight, kWidth};

// How far the farthest of many dots ends up from where its point goes; dots that leave the image don't count.
template <class Distortion>
double farthest_miss(const Distortion& distortion, double reach_rel, int& dots) {
    double farthest = 0;
    for (double across = -reach_rel; across <= reach_rel; across += 0.1) {
        for (double down = -reach_rel; down <= reach_rel; down += 0.1) {
            const Point dot{std::round((0.5 + across) * kWidth), std::round((0.5 + down) * kHeight)};
            const Point expected = distort_point(dot, distortion, kSize);
            if (!is_well_inside(expected, kHeight, kWidth)) continue;
            const auto seen = distort(frame_with_dot(kHeight, kWidth, dot), distortion, 2);
            farthest = std::max(farthest, distance(dot_near(seen, expected), expected));
            ++dots;
        }
    }
    return farthest;
}

BOOST_AUTO_TEST_SUITE(distort_frames)

BOOST_AUTO_TEST_CASE(leaves_frames_and_points_alone_at_zero_strength) {
    const auto frames = sample_stack(2, 50, 61);
    const GridDistortion still{{1, 1, 1}, {1, 1, 1}};
    BOOST_TEST((distort(frames, OpticalDistortion{0}, 2) == frames));
    BOOST_TEST((distort(frames, still, 2) == frames));
    BOOST_TEST((distort(frames, GridDistortion{}, 2) == frames));
    BOOST_TEST((distort_point({7, 9}, OpticalDistortion{0}, {50, 61}) == Point{7, 9}));
    BOOST_TEST((distort_point({7, 9}, still, {50, 61}) == Point{7, 9}));
}

// At a quarter of the side from the middle, k = 1: 0.25 (1 + 1/16 + 1/256) of the side.
BOOST_AUTO_TEST_CASE(shows_at_a_radius_what_lies_at_the_radial_polynomial) {
    const double source = 0.25 * (1 + 1.0 / 16 + 1.0 / 256);
    const Point seen = distort_point({99.5 + source * kWidth, 79.5}, OpticalDistortion{1}, kSize);
    BOOST_TEST(seen.x == 99.5 + 0.25 * kWidth, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(seen.y == 79.5, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(moves_a_dot_through_a_lens_to_where_its_point_goes) {
    for (const double k : {-0.9, -0.5, -0.2, 0.3, 0.7, 1.0}) {
        int dots = 0;
        BOOST_TEST(farthest_miss(OpticalDistortion{k}, k < 0 ? 0.2 : 0.4, dots) < 0.5);
        BOOST_TEST(dots >= 16);
    }
}

// f(r) = r - r^3 - r^5 is largest where 1 = 3 r^2 + 5 r^4.
BOOST_AUTO_TEST_CASE(sends_what_a_lens_never_shows_to_its_fold) {
    const double square = (std::sqrt(29.0) - 3) / 10, fold = std::sqrt(square);
    for (const double radius : {0.36, 0.45, 0.5}) {
        const Point seen = distort_point({99.5 + radius * kWidth, 79.5}, OpticalDistortion{-1}, kSize);
        BOOST_TEST(seen.x == 99.5 + fold * kWidth, boost::test_tools::tolerance(1e-9));
    }
    const Point shown = distort_point({99.5 + 0.3 * kWidth, 79.5}, OpticalDistortion{-1}, kSize);
    BOOST_TEST(shown.x < 99.5 + fold * kWidth);
}

BOOST_AUTO_TEST_CASE(keeps_the_middle_of_a_lens) {
    const Point middle{99.5, 79.5};
    BOOST_TEST((distort_point(middle, OpticalDistortion{-1}, kSize) == middle));
}

// Two cells: the first shows half its width of the image, the second one and a half.
BOOST_AUTO_TEST_CASE(stretches_the_cells_of_a_grid_one_after_the_other) {
    ByteStack ramp(1, 1, 200);
    for (int x = 0; x < 200; ++x) ramp.at(0, 0, x) = static_cast<std::uint8_t>(x);
    const GridDistortion grid{{0.5, 1.5}, {}};
    const auto seen = distort(ramp, grid, 1);
    BOOST_TEST(int{seen.at(0, 0, 50)} == 25);    // (50.5) / 2 - 0.5 = 24.75
    BOOST_TEST(int{seen.at(0, 0, 150)} == 125);  // 50 + 50.5 * 1.5 - 0.5 = 125.25
    const Point moved = distort_point({24.75, 0}, grid, {1, 200});
    BOOST_TEST(moved.x == 50, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(distort_point({125.25, 0}, grid, {1, 200}).x == 150, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(moves_a_dot_on_a_grid_to_where_its_point_goes) {
    Distortion::Settings settings;
    Random random(5);
    for (int i = 0; i < 6; ++i) {
        const auto grid = draw_grid_distortion(settings, random);
        BOOST_TEST(grid.across.size() == 5u);
        int dots = 0;
        BOOST_TEST(farthest_miss(grid, 0.4, dots) < 0.5);
        BOOST_TEST(dots >= 16);
    }
}

BOOST_AUTO_TEST_CASE(draws_within_the_limits) {
    Distortion::Settings settings;
    settings.grid_steps = 7;
    Random random(1);
    for (int i = 0; i < 300; ++i) {
        BOOST_REQUIRE(std::abs(draw_optical_distortion(settings, random).k) <= 1.0);
        const auto grid = draw_grid_distortion(settings, random);
        BOOST_REQUIRE(grid.down.size() == 7u);
        for (const double factor : grid.down) BOOST_REQUIRE(std::abs(factor - 1) <= 0.3);
    }
}

BOOST_AUTO_TEST_CASE(keeps_flat_frames_flat) {
    const auto flat = flat_stack(2, 40, 33, 9);
    BOOST_TEST((distort(flat, OpticalDistortion{-1}, 2) == flat));
    BOOST_TEST((distort(flat, GridDistortion{{1.3, 0.7, 1.3}, {0.7, 1.3}}, 2) == flat));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
