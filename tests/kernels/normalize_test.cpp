#include "kernels/normalize.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace lumbar::kernels {
namespace {

std::vector<int> normalized(const std::vector<float>& values, double low, double high) {
    std::vector<std::uint8_t> out(values.size(), 99);
    normalize(values.data(), values.size(), low, high, out.data(), 2);
    return {out.begin(), out.end()};
}

BOOST_AUTO_TEST_SUITE(normalize)

BOOST_AUTO_TEST_CASE(clips_scales_and_truncates) {
    const std::vector<int> expected{0, 0, 1, 127, 254, 255, 255};
    BOOST_TEST(normalized({-5, 10, 10.6f, 60, 109.9f, 110, 1000}, 10, 110) == expected,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gives_zeros_for_a_range_without_extent) {
    const std::vector<int> zeros{0, 0, 0};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const auto& [low, high] : {std::pair{5.0, 5.0}, std::pair{6.0, 5.0}, std::pair{nan, nan}}) {
        BOOST_TEST(normalized({4, 5, 6}, low, high) == zeros, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(gives_zero_for_nan_and_clips_infinities) {
    const float infinity = std::numeric_limits<float>::infinity();
    const std::vector<int> expected{0, 0, 255};
    BOOST_TEST(normalized({std::numeric_limits<float>::quiet_NaN(), -infinity, infinity}, 0, 1) == expected,
               boost::test_tools::per_element());
}

// (float)(high - low) is 0 or infinite here: no quotient may reach a byte unchecked.
BOOST_AUTO_TEST_CASE(survives_ranges_that_float32_cannot_hold) {
    for (const int value : normalized({-1, 0, 1}, 0, 1e-60)) BOOST_TEST((value == 0 || value == 255));
    for (const int value : normalized({-1e38f, 0, 1e38f}, -1e300, 1e300)) BOOST_TEST(value == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
