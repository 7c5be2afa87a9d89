#include "config/plain_convs.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(plain_convolutions)

BOOST_AUTO_TEST_CASE(are_those_of_the_first_two_stages) {
    const auto convs = plain_convs(hgnetv2_config("hgnetv2_b5"), 128);
    const std::vector<PlainConv> expected = {{64, 64, 32, 6}, {128, 128, 16, 11}, {512, 128, 16, 1}};
    BOOST_TEST((convs == expected));
}

BOOST_AUTO_TEST_CASE(halve_odd_sides_upwards) {
    const auto convs = plain_convs(hgnetv2_config("hgnetv2_b0"), 70);
    BOOST_REQUIRE(convs.size() == 3U);
    BOOST_TEST((convs.front() == PlainConv{16, 16, 18, 3}));
    BOOST_TEST(convs.back().side_px == 9);
}

BOOST_AUTO_TEST_SUITE_END()
