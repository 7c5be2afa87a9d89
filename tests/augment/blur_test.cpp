#include "augment/blur.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>
#include <set>

#include "dots.h"
#include "sample_stacks.h"

namespace lumbar {
namespace {

using Weights3x3 = std::array<std::uint16_t, 9>;
using test::distance, test::dot_near, test::flat_stack, test::frame_with_dot, test::sample_stack;

BOOST_AUTO_TEST_SUITE(blur_frames)

BOOST_AUTO_TEST_CASE(draws_lines_as_opencv_does) {
    BOOST_TEST((motion_weights({0, 0, 2, 2}) == Weights3x3{85, 0, 0, 0, 86, 0, 0, 0, 85}));
    BOOST_TEST((motion_weights({2, 0, 0, 2}) == Weights3x3{0, 0, 85, 0, 86, 0, 85, 0, 0}));
    BOOST_TEST((motion_weights({0, 2, 2, 2}) == Weights3x3{0, 0, 0, 0, 0, 0, 85, 86, 85}));
    BOOST_TEST((motion_weights({1, 0, 1, 1}) == Weights3x3{0, 128, 0, 0, 128, 0, 0, 0, 0}));
    BOOST_TEST((motion_weights({0, 0, 2, 1}) == Weights3x3{85, 86, 0, 0, 0, 85, 0, 0, 0}));
    BOOST_TEST((motion_weights({1, 2, 0, 0}) == Weights3x3{85, 0, 0, 86, 0, 0, 0, 85, 0}));
}

BOOST_AUTO_TEST_CASE(draws_lines_of_two_or_three_pixels_whose_weights_sum_to_one) {
    Random random(7);
    std::set<Weights3x3> seen;
    for (int i = 0; i < 2000; ++i) {
        const auto line = draw_motion_blur(random);
        BOOST_REQUIRE((line.from_x != line.to_x || line.from_y != line.to_y));
        const auto weights = motion_weights(line);
        BOOST_REQUIRE(std::accumulate(weights.begin(), weights.end(), 0) == 256);
        const auto pixels = 9 - std::count(weights.begin(), weights.end(), 0);
        BOOST_REQUIRE((pixels == 2 || pixels == 3));
        seen.insert(weights);
    }
    BOOST_TEST(seen.size() > 20u);
}

BOOST_AUTO_TEST_CASE(moves_a_dot_by_the_middle_of_the_line) {
    const Point dot{20, 17};
    for (const MotionBlur line : {MotionBlur{0, 0, 2, 2}, {0, 0, 0, 1}, {2, 2, 1, 2}, {0, 0, 2, 1}}) {
        const Point expected = motion_blur_point(dot, line);
        const auto blurred = blur(frame_with_dot(35, 41, dot), line, 1);
        BOOST_TEST(distance(dot_near(blurred, expected), expected) < 0.05);
    }
    BOOST_TEST(distance(motion_blur_point(dot, {0, 0, 0, 1}), {21, 17.5}) < 1e-9);
}

BOOST_AUTO_TEST_CASE(keeps_flat_frames_flat) {
    const auto flat = flat_stack(2, 13, 18, 255);
    BOOST_TEST((blur(flat, MotionBlur{0, 1, 2, 0}, 2) == flat));
    BOOST_TEST((blur(flat, MedianBlur{}, 2) == flat));
    BOOST_TEST((blur(flat, GaussianBlur{}, 2) == flat));
}

BOOST_AUTO_TEST_CASE(spreads_a_pixel_as_a_gaussian_and_forgets_it_by_the_median) {
    ByteStack frame(1, 5, 5);
    frame.at(0, 2, 2) = 160;
    const auto spread = blur(frame, GaussianBlur{}, 1);
    BOOST_TEST(int{spread.at(0, 2, 2)} == 40);
    BOOST_TEST(int{spread.at(0, 1, 2)} == 20);
    BOOST_TEST(int{spread.at(0, 3, 3)} == 10);
    BOOST_TEST(int{spread.at(0, 0, 2)} == 0);
    BOOST_TEST((blur(frame, MedianBlur{}, 1) == ByteStack(1, 5, 5)));
}

BOOST_AUTO_TEST_CASE(keeps_frames_apart) {
    auto frames = sample_stack(3, 11, 12);
    const auto blurred = blur(frames, GaussianBlur{}, 2);
    ByteStack second(1, 11, 12);
    std::copy_n(frames.frame(1), frames.frame_size(), second.frame(0));
    const auto alone = blur(second, GaussianBlur{}, 1);
    BOOST_TEST(std::equal(alone.pixels.begin(), alone.pixels.end(), blurred.frame(1)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
