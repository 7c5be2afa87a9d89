#include "gpu_nets/half.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

BOOST_AUTO_TEST_SUITE(half)

using lumbar::gpu::Half;
using lumbar::gpu::to_float;
using lumbar::gpu::to_half;

BOOST_AUTO_TEST_CASE(every_finite_half_survives_the_way_to_float_and_back) {
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<Half>(bits);
        if ((bits & 0x7c00) == 0x7c00 && (bits & 0x3ff) != 0) continue;  // not a number
        BOOST_TEST_REQUIRE(to_half(to_float(half)) == half);
    }
}

BOOST_AUTO_TEST_CASE(a_float_becomes_the_nearest_half_and_ties_go_to_the_even_one) {
    for (unsigned bits = 0; bits < 0x7bff; ++bits) {
        const float low = to_float(static_cast<Half>(bits)), high = to_float(static_cast<Half>(bits + 1));
        const float middle = low + (high - low) / 2;
        const unsigned even = bits + bits % 2;
        BOOST_TEST_REQUIRE(to_half(middle) == even);
        BOOST_TEST_REQUIRE(to_half(std::nextafter(middle, 0.f)) == bits);
        BOOST_TEST_REQUIRE(to_half(std::nextafter(middle, 1e9f)) == bits + 1);
    }
}

BOOST_AUTO_TEST_CASE(what_is_too_large_becomes_infinite_and_not_a_number_stays_so) {
    BOOST_TEST(to_half(65519.f) == 0x7bff);
    BOOST_TEST(to_half(65520.f) == 0x7c00);
    BOOST_TEST(to_half(-1e30f) == 0xfc00);
    BOOST_TEST(std::isnan(to_float(to_half(std::numeric_limits<float>::quiet_NaN()))));
    BOOST_TEST(std::signbit(to_float(to_half(-0.f))));
}

BOOST_AUTO_TEST_SUITE_END()
