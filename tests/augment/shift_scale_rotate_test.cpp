#include "augment/shift_scale_rotate.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

#include "dots.h"
#include "kernels/warp_affine.h"
#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::distance, test::dot_near, test::flat_stack, test::frame_with_dot, test::sample_stack;

constexpr int kHeight = 90, kWidth = 120;
constexpr FrameSize kSize{kHeight, kWidth};

BOOST_AUTO_TEST_SUITE(shift_scale_rotate_frames)

BOOST_AUTO_TEST_CASE(leaves_frames_and_points_alone_at_zero_strength) {
    const auto frames = sample_stack(2, kHeight, kWidth);
    BOOST_TEST((ShiftScaleRotate{}.apply(frames, 0, 2) == frames));
    BOOST_TEST((ShiftScaleRotate{}.move({3, 4}, kSize) == Point{3, 4}));
}

BOOST_AUTO_TEST_CASE(turns_counter_clockwise_about_the_middle) {
    const Point turned = ShiftScaleRotate{0, 0, 1, 90}.move({69.5, 44.5}, kSize);
    BOOST_TEST(turned.x == 59.5, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(turned.y == 34.5, boost::test_tools::tolerance(1e-9));  // from the right of it to above it
}

BOOST_AUTO_TEST_CASE(scales_about_the_middle_then_moves_by_a_share_of_the_side) {
    const Point moved = ShiftScaleRotate{0.1, -0.2, 1.25, 0}.move({69.5, 34.5}, kSize);
    BOOST_TEST(moved.x == 59.5 + 12.5 + 12, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(moved.y == 44.5 - 12.5 - 18, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(moves_a_dot_to_where_its_point_goes) {
    const ShiftScaleRotate changes[] = {{0.1, 0, 1, 0},       {0, -0.13, 1, 0},       {0, 0, 0.75, 0},
                                        {0, 0, 1.25, 0},      {0, 0, 1, 30},          {0, 0, 1, -17},
                                        {0.1, -0.1, 0.8, 30}, {-0.07, 0.04, 1.2, -25}};
    for (const auto& change : changes) {
        for (const Point dot : {Point{60, 45}, {45, 52}, {71, 33}}) {
            const Point expected = change.move(dot, kSize);
            const auto moved = change.apply(frame_with_dot(kHeight, kWidth, dot), 0, 2);
            BOOST_TEST(distance(dot_near(moved, expected), expected) < 0.1);
        }
    }
}

// Beside the port of cv::warpAffine, which knows 32 places between two pixels.
BOOST_AUTO_TEST_CASE(looks_like_opencvs_warp) {
    ByteStack frames(2, kHeight, kWidth);
    for (int s = 0; s < 2; ++s) {
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x)
                frames.at(s, y, x) =
                    static_cast<std::uint8_t>(128 + 100 * std::sin(0.11 * x + s) * std::cos(0.09 * y));
        }
    }
    const double cosine = 0.9 * std::cos(0.4), sine = 0.9 * std::sin(0.4);
    const double degrees = 0.4 * 180 / 3.14159265358979323846, x = 59.5, y = 44.5;
    ByteStack expected(2, kHeight, kWidth);
    const kernels::StackShape shape{2, kHeight, kWidth};
    kernels::warp_affine(frames.pixels.data(), shape, whole(shape), expected.pixels.data(),
                         {cosine, sine, (1 - cosine) * x - sine * y + 0.1 * kWidth, -sine, cosine,
                          sine * x + (1 - cosine) * y - 0.05 * kHeight},
                         kernels::Filter::linear, 1);
    const auto found = ShiftScaleRotate{0.1, -0.05, 0.9, degrees}.apply(frames, 0, 1);
    int largest = 0;
    for (std::size_t i = 0; i < found.pixels.size(); ++i)
        largest = std::max(largest, std::abs(found.pixels[i] - expected.pixels[i]));
    BOOST_TEST(largest <= 1);
}

BOOST_AUTO_TEST_CASE(keeps_flat_frames_flat) {
    const auto flat = flat_stack(1, 31, 40, 201);
    BOOST_TEST((ShiftScaleRotate{0.15, 0.15, 0.75, 30}.apply(flat, 0, 1) == flat));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
