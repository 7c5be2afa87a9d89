#include "base/fixed_decimals.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(decimals)

BOOST_AUTO_TEST_CASE(are_rounded_and_padded) {
    BOOST_TEST(fixed_decimals(0.12345, 4) == "0.1235");
    BOOST_TEST(fixed_decimals(-2, 2) == "-2.00");
    BOOST_TEST(fixed_decimals(2.5, 0) == "2");
}

BOOST_AUTO_TEST_CASE(of_a_large_number_are_not_cut_off) {
    BOOST_TEST(fixed_decimals(1e40, 2).size() == 44);
}

BOOST_AUTO_TEST_SUITE_END()
