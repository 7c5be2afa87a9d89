#include "image/rotate.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "base/error.h"
#include "sample_frames.h"
#include "support/golden.h"

namespace lumbar {
namespace {

using test::Golden, test::difference, test::flat_frames, test::sample_frames;

constexpr Interpolation kAll[] = {Interpolation::linear, Interpolation::cubic, Interpolation::lanczos4};
constexpr double kRange = 1840;  // the golden image's largest value
constexpr std::pair<double, const char*> kAngles[] = {{0.0, "0.0"}, {-15.0, "-15.0"}, {7.3, "7.3"}};

// The values' centre of mass.
Point centre_of(const FloatStack& frame) {
    Point sum;
    double mass = 0;
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            const double value = frame.at(0, y, x);
            mass += value;
            sum.x += value * x;
            sum.y += value * y;
        }
    }
    return {sum.x / mass, sum.y / mass};
}

void check_floats(Interpolation interpolation, const std::string& name) {
    const Golden golden("resample.safetensors");
    const auto image = golden.float_stack("image");
    for (const auto& [angle_deg, text] : kAngles) {
        const auto key = "rotate." + name + "." + text + ".f32";
        const auto rotated = rotate(image, angle_deg, interpolation, 2);
        const auto found = difference(rotated.pixels, golden.float_stack(key).pixels);
        BOOST_TEST_MESSAGE(key << ": " << found.largest);
        BOOST_TEST(found.largest <= 1e-6 * kRange);
    }
}

void check_bytes(Interpolation interpolation, const std::string& name) {
    const Golden golden("resample.safetensors");
    const auto image = golden.byte_stack("image8");
    for (const auto& [angle_deg, text] : kAngles) {
        const auto key = "rotate." + name + "." + text + ".u8";
        const auto rotated = rotate(image, angle_deg, interpolation, 2);
        const auto found = difference(rotated.pixels, golden.byte_stack(key).pixels);
        BOOST_TEST_MESSAGE(key << ": " << found.largest);
        BOOST_TEST(found.largest == 0);
    }
}

BOOST_AUTO_TEST_SUITE(rotate_frames)

BOOST_AUTO_TEST_CASE(rotates_like_opencv_linearly_on_floats) {
    check_floats(Interpolation::linear, "linear");
}
BOOST_AUTO_TEST_CASE(rotates_like_opencv_with_the_cubic_on_floats) {
    check_floats(Interpolation::cubic, "cubic");
}
BOOST_AUTO_TEST_CASE(rotates_like_opencv_with_lanczos4_on_floats) {
    check_floats(Interpolation::lanczos4, "lanczos4");
}
BOOST_AUTO_TEST_CASE(rotates_like_opencv_linearly_on_bytes) {
    check_bytes(Interpolation::linear, "linear");
}
BOOST_AUTO_TEST_CASE(rotates_like_opencv_with_the_cubic_on_bytes) {
    check_bytes(Interpolation::cubic, "cubic");
}
BOOST_AUTO_TEST_CASE(rotates_like_opencv_with_lanczos4_on_bytes) {
    check_bytes(Interpolation::lanczos4, "lanczos4");
}

BOOST_AUTO_TEST_CASE(leaves_frames_alone_at_zero_and_at_a_full_turn) {
    const auto floats = sample_frames<float>(2, 31, 44);
    const auto bytes = sample_frames<std::uint8_t>(2, 31, 44);
    for (const Interpolation interpolation : kAll) {
        for (const double angle_deg : {0.0, 360.0, -360.0}) {
            BOOST_TEST((rotate(floats, angle_deg, interpolation, 1) == floats));
            BOOST_TEST((rotate(bytes, angle_deg, interpolation, 1) == bytes));
        }
    }
}

BOOST_AUTO_TEST_CASE(reverses_frames_at_half_a_turn) {
    const auto bytes = sample_frames<std::uint8_t>(1, 31, 44);
    auto reversed = bytes;
    std::reverse(reversed.pixels.begin(), reversed.pixels.end());
    for (const Interpolation interpolation : kAll) {
        BOOST_TEST((rotate(bytes, 180, interpolation, 1) == reversed));
    }
}

// A quarter turn counter-clockwise brings the right edge to the top.
BOOST_AUTO_TEST_CASE(turns_counter_clockwise) {
    const auto square = sample_frames<std::uint8_t>(1, 21, 21);
    const auto turned = rotate(square, 90, Interpolation::lanczos4, 1);
    for (int y = 0; y < 21; ++y) {
        for (int x = 0; x < 21; ++x) BOOST_REQUIRE(turned.at(0, y, x) == square.at(0, x, 20 - y));
    }
}

BOOST_AUTO_TEST_CASE(moves_a_dot_to_where_rotate_point_says) {
    FloatStack frame(1, 61, 81);
    const Point dot{55, 22};
    frame.at(0, 22, 55) = 1000;
    for (const Interpolation interpolation : kAll) {
        for (const double angle_deg : {-33.0, -4.5, 0.0, 12.25, 40.0}) {
            const Point expected = rotate_point(dot, angle_deg, frame.height, frame.width);
            const Point found = centre_of(rotate(frame, angle_deg, interpolation, 2));
            BOOST_TEST(std::abs(found.x - expected.x) < 0.15);
            BOOST_TEST(std::abs(found.y - expected.y) < 0.15);
        }
    }
}

BOOST_AUTO_TEST_CASE(rotates_points_about_the_middle_of_the_image) {
    const Point middle = rotate_point({39.5, 29.5}, 73, 60, 80);
    BOOST_TEST(middle.x == 39.5, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(middle.y == 29.5, boost::test_tools::tolerance(1e-12));
    const Point top = rotate_point({49.5, 29.5}, 90, 60, 80);  // from the right of the middle to above it
    BOOST_TEST(top.x == 39.5, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(top.y == 19.5, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(gives_the_same_whatever_the_number_of_threads) {
    const auto floats = sample_frames<float>(3, 37, 52);
    const auto bytes = sample_frames<std::uint8_t>(3, 37, 52);
    for (const Interpolation interpolation : kAll) {
        BOOST_TEST((rotate(floats, 11, interpolation, 1) == rotate(floats, 11, interpolation, 5)));
        BOOST_TEST((rotate(bytes, 11, interpolation, 1) == rotate(bytes, 11, interpolation, 5)));
    }
}

BOOST_AUTO_TEST_CASE(a_part_is_what_it_is_in_the_whole) {
    const auto frames = sample_frames<float>(2, 40, 56);
    const PixelBox box{.left = 9, .top = 3, .right = 56, .bottom = 31};
    for (const Interpolation interpolation : kAll) {
        const auto whole = rotate(frames, -11, interpolation, 2);
        const auto part = rotate_part(frames, -11, box, interpolation, 2);
        BOOST_TEST_REQUIRE(part.height == 28);
        BOOST_TEST_REQUIRE(part.width == 47);
        bool same = true;
        for (int s = 0; s < part.frames; ++s) {
            for (int y = 0; y < part.height; ++y) {
                for (int x = 0; x < part.width; ++x) {
                    same = same && part.at(s, y, x) == whole.at(s, box.top + y, box.left + x);
                }
            }
        }
        BOOST_TEST(same);
    }
}

BOOST_AUTO_TEST_CASE(refuses_parts_that_are_empty_or_outside) {
    const FloatStack frames(1, 10, 20);
    for (const PixelBox& box :
         {PixelBox{5, 5, 5, 9}, PixelBox{-1, 0, 5, 5}, PixelBox{0, 0, 21, 5}, PixelBox{0, 8, 5, 11}}) {
        BOOST_CHECK_THROW(rotate_part(frames, 3, box, Interpolation::linear, 1), Error);
    }
}

BOOST_AUTO_TEST_CASE(keeps_flat_images_flat) {
    const auto bytes = flat_frames<std::uint8_t>(1, 25, 18, 254);
    const auto floats = flat_frames<float>(1, 25, 18, 254.f);
    for (const Interpolation interpolation : kAll) {
        BOOST_TEST((rotate(bytes, 27.9, interpolation, 1) == bytes));
        const auto rotated = rotate(floats, 27.9, interpolation, 1);
        BOOST_TEST(difference(rotated.pixels, floats.pixels).largest < 2e-4);
    }
}

BOOST_AUTO_TEST_CASE(rotates_single_pixels_rows_and_no_frames) {
    for (const Interpolation interpolation : kAll) {
        const auto pixel = flat_frames<std::uint8_t>(1, 1, 1, 9);
        BOOST_TEST((rotate(pixel, 45, interpolation, 1) == pixel));
        BOOST_TEST(rotate(sample_frames<float>(1, 1, 50), 45, interpolation, 1).pixels.size() == 50u);
        BOOST_TEST((rotate(FloatStack(0, 5, 6), 45, interpolation, 2) == FloatStack(0, 5, 6)));
    }
}

BOOST_AUTO_TEST_CASE(refuses_endless_angles_and_frames_without_pixels) {
    const auto frames = sample_frames<float>(1, 4, 4);
    const double infinity = std::numeric_limits<double>::infinity();
    BOOST_CHECK_THROW(rotate(frames, infinity, Interpolation::linear, 1), Error);
    BOOST_CHECK_THROW(rotate(frames, std::nan(""), Interpolation::linear, 1), Error);
    BOOST_CHECK_THROW(rotate(FloatStack(1, 0, 0), 5, Interpolation::linear, 1), Error);
    BOOST_CHECK_THROW(rotate(ByteStack(1, 1, 40000), 5, Interpolation::linear, 1), Error);
    BOOST_CHECK_THROW(rotate(frames, 5, Interpolation::linear, -2), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
