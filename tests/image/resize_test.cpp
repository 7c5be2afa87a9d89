#include "image/resize.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "sample_frames.h"
#include "support/golden.h"

namespace lumbar {
namespace {

using test::Golden, test::difference, test::flat_frames, test::sample_frames;

constexpr Interpolation kAll[] = {Interpolation::linear, Interpolation::cubic, Interpolation::lanczos4};
constexpr double kRange = 1840;  // the golden image's largest value

std::string name_of(Interpolation interpolation) {
    return interpolation == Interpolation::linear  ? "linear"
           : interpolation == Interpolation::cubic ? "cubic"
                                                   : "lanczos4";
}

BOOST_AUTO_TEST_SUITE(resize_frames)

BOOST_AUTO_TEST_CASE(resizes_floats_like_opencv) {
    const Golden golden("resample.safetensors");
    const auto image = golden.float_stack("image");
    for (const Interpolation interpolation : kAll) {
        const auto resized = resize(image, 40, 96, interpolation, 2);
        const auto found = difference(resized.pixels,
                                      golden.float_stack("resize." + name_of(interpolation) + ".f32").pixels);
        BOOST_TEST_MESSAGE("resize " << name_of(interpolation) << " f32: " << found.largest);
        BOOST_TEST(found.largest <= 1e-6 * kRange);
    }
}

BOOST_AUTO_TEST_CASE(resizes_bytes_like_opencv) {
    const Golden golden("resample.safetensors");
    const auto image = golden.byte_stack("image8");
    for (const Interpolation interpolation : kAll) {
        const auto resized = resize(image, 40, 96, interpolation, 2);
        const auto found =
            difference(resized.pixels, golden.byte_stack("resize." + name_of(interpolation) + ".u8").pixels);
        BOOST_TEST_MESSAGE("resize " << name_of(interpolation) << " u8: " << found.largest);
        BOOST_TEST(found.largest == 0);
    }
}

BOOST_AUTO_TEST_CASE(resizes_with_antialiasing_like_pillow) {
    const Golden golden("resample.safetensors");
    auto image = golden.float_stack("image");
    image.frames = 1;  // the goldens were made of the first slice
    image.pixels.resize(image.frame_size());
    const std::pair<int, int> sizes[] = {{32, 24}, {80, 100}};
    for (const auto& [height, width] : sizes) {
        const auto name = "pil_lanczos." + std::to_string(height) + "x" + std::to_string(width);
        const auto found =
            difference(resize_antialiased(image, height, width, 2).pixels, golden.float_stack(name).pixels);
        BOOST_TEST_MESSAGE(name << ": " << found.largest);
        BOOST_TEST(found.largest <= 1e-6 * kRange);
    }
}

BOOST_AUTO_TEST_CASE(leaves_frames_of_the_same_size_alone) {
    const auto floats = sample_frames<float>(2, 17, 23);
    const auto bytes = sample_frames<std::uint8_t>(2, 17, 23);
    for (const Interpolation interpolation : kAll) {
        BOOST_TEST((resize(floats, 17, 23, interpolation, 1) == floats));
        BOOST_TEST((resize(bytes, 17, 23, interpolation, 1) == bytes));
    }
    BOOST_TEST((resize_antialiased(floats, 17, 23, 1) == floats));
}

BOOST_AUTO_TEST_CASE(gives_the_same_whatever_the_number_of_threads) {
    const auto floats = sample_frames<float>(3, 50, 41);
    const auto bytes = sample_frames<std::uint8_t>(3, 50, 41);
    for (const Interpolation interpolation : kAll) {
        BOOST_TEST((resize(floats, 33, 77, interpolation, 1) == resize(floats, 33, 77, interpolation, 5)));
        BOOST_TEST((resize(bytes, 33, 77, interpolation, 1) == resize(bytes, 33, 77, interpolation, 5)));
    }
    BOOST_TEST((resize_antialiased(floats, 33, 77, 1) == resize_antialiased(floats, 33, 77, 5)));
}

BOOST_AUTO_TEST_CASE(keeps_flat_images_flat) {
    const auto bytes = flat_frames<std::uint8_t>(1, 9, 7, 201);
    const auto floats = flat_frames<float>(1, 9, 7, 201.f);
    for (const Interpolation interpolation : kAll) {
        BOOST_TEST((resize(bytes, 31, 5, interpolation, 1) == flat_frames<std::uint8_t>(1, 31, 5, 201)));
        const auto resized = resize(floats, 31, 5, interpolation, 1);
        BOOST_TEST(difference(resized.pixels, flat_frames<float>(1, 31, 5, 201.f).pixels).largest < 1e-4);
    }
    const auto smooth = resize_antialiased(floats, 31, 5, 1);
    BOOST_TEST(difference(smooth.pixels, flat_frames<float>(1, 31, 5, 201.f).pixels).largest < 1e-4);
}

BOOST_AUTO_TEST_CASE(resizes_single_pixels_and_to_single_pixels) {
    for (const Interpolation interpolation : kAll) {
        const auto grown = resize(flat_frames<std::uint8_t>(1, 1, 1, 42), 6, 4, interpolation, 1);
        BOOST_TEST((grown == flat_frames<std::uint8_t>(1, 6, 4, 42)));
        BOOST_TEST(resize(sample_frames<float>(2, 300, 1), 1, 1, interpolation, 1).pixels.size() == 2u);
    }
    BOOST_TEST(
        (resize_antialiased(flat_frames<float>(1, 1, 1, 4), 3, 2, 1) == flat_frames<float>(1, 3, 2, 4)));
}

BOOST_AUTO_TEST_CASE(resizes_no_frames_to_no_frames) {
    const auto none = resize(FloatStack(0, 8, 8), 4, 5, Interpolation::cubic, 2);
    BOOST_TEST((none == FloatStack(0, 4, 5)));
    BOOST_TEST((resize_antialiased(FloatStack(0, 8, 8), 4, 5, 2) == FloatStack(0, 4, 5)));
}

BOOST_AUTO_TEST_CASE(refuses_sizes_below_one) {
    const auto frames = sample_frames<float>(1, 4, 4);
    const auto bytes = sample_frames<std::uint8_t>(1, 4, 4);
    BOOST_CHECK_THROW(resize(frames, 0, 4, Interpolation::linear, 1), Error);
    BOOST_CHECK_THROW(resize(bytes, 4, -1, Interpolation::linear, 1), Error);
    BOOST_CHECK_THROW(resize(frames, 4, 4, Interpolation::linear, 0), Error);
    BOOST_CHECK_THROW(resize(FloatStack(1, 0, 4), 4, 4, Interpolation::linear, 1), Error);
    BOOST_CHECK_THROW(resize_antialiased(FloatStack(1, 4, 0), 4, 4, 1), Error);
    BOOST_CHECK_THROW(resize_antialiased(frames, 4, 0, 1), Error);
    auto torn = frames;
    torn.pixels.pop_back();
    BOOST_CHECK_THROW(resize(torn, 2, 2, Interpolation::linear, 1), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
