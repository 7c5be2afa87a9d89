#include "image/normalize.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/error.h"
#include "sample_frames.h"
#include "support/golden.h"

namespace lumbar {
namespace {

using test::Golden, test::difference, test::flat_frames, test::sample_frames;

BOOST_AUTO_TEST_SUITE(normalize_frames)

BOOST_AUTO_TEST_CASE(finds_percentiles_like_numpy) {
    const Golden golden("resample.safetensors");
    const auto range = percentile_range(golden.float_stack("image"));
    const auto expected = golden.numbers("percentiles");
    BOOST_TEST(range.low == expected[0]);
    BOOST_TEST(range.high == expected[1]);
}

BOOST_AUTO_TEST_CASE(normalizes_like_numpy) {
    const Golden golden("resample.safetensors");
    const auto image = golden.float_stack("image");
    const auto bytes = normalize(image, percentile_range(image), 2);
    BOOST_TEST(difference(bytes.pixels, golden.byte_stack("percentile_norm").pixels).largest == 0);
}

BOOST_AUTO_TEST_CASE(turns_a_constant_series_into_zeros) {
    const auto frames = flat_frames<float>(2, 5, 4, 812.f);
    const auto range = percentile_range(frames);
    BOOST_TEST(range.low == 812.0);
    BOOST_TEST(range.high == 812.0);
    BOOST_TEST((normalize(frames, range, 1) == flat_frames<std::uint8_t>(2, 5, 4, 0)));
}

BOOST_AUTO_TEST_CASE(takes_an_empty_stack) {
    const auto range = percentile_range({});
    BOOST_TEST(range.low == 0.0);
    BOOST_TEST(range.high == 0.0);
    BOOST_TEST((normalize({}, range, 1) == ByteStack{}));
}

// One NaN spoils the percentiles, as in numpy, and a range of NaN gives zeros; in a sound range only it is
// zero.
BOOST_AUTO_TEST_CASE(turns_nan_into_zeros) {
    auto frames = sample_frames<float>(1, 6, 6);
    frames.at(0, 2, 3) = std::numeric_limits<float>::quiet_NaN();
    const auto range = percentile_range(frames);
    BOOST_TEST(std::isnan(range.low));
    BOOST_TEST(std::isnan(range.high));
    BOOST_TEST((normalize(frames, range, 1) == flat_frames<std::uint8_t>(1, 6, 6, 0)));
    const auto bytes = normalize(frames, {0, 1}, 1);
    BOOST_TEST(int{bytes.at(0, 2, 3)} == 0);
    BOOST_TEST(int{bytes.at(0, 2, 2)} == 255);
}

BOOST_AUTO_TEST_CASE(gives_the_same_whatever_the_number_of_threads) {
    const auto frames = sample_frames<float>(3, 40, 30);
    BOOST_TEST((normalize(frames, {30, 170}, 1) == normalize(frames, {30, 170}, 5)));
    BOOST_CHECK_THROW(normalize(frames, {30, 170}, 0), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
