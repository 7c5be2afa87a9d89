#include "score/reliability.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(reliability)

BOOST_AUTO_TEST_CASE(a_border_belongs_to_the_lower_range) {
    BOOST_TEST(reliability_range(0) == 0U);
    BOOST_TEST(reliability_range(0.1) == 0U);
    BOOST_TEST(reliability_range(0.100001) == 1U);
    BOOST_TEST(reliability_range(0.5) == 4U);
    BOOST_TEST(reliability_range(1) == 9U);
    BOOST_TEST(reliability_range(1 + 1e-15) == 9U);  // what rounding may leave
}

BOOST_AUTO_TEST_CASE(the_error_is_the_mean_distance_of_the_ranges_by_their_weight) {
    Reliability ranges{};
    ranges[9].add(1, 0.95, true);
    ranges[9].add(1, 0.93, false);  // 0.94 said, 0.5 true: 0.44
    ranges[5].add(2, 0.6, true);    // 0.6 said, 1 true: 0.4
    BOOST_TEST(std::abs(calibration_error(ranges) - (2 * 0.44 + 2 * 0.4) / 4) < 1e-12);
    BOOST_TEST(std::abs(ranges[9].mean_probability() - 0.94) < 1e-12);
    BOOST_TEST(ranges[9].share() == 0.5);
}

BOOST_AUTO_TEST_CASE(nothing_is_no_number) {
    BOOST_TEST(std::isnan(calibration_error({})));
    BOOST_TEST(std::isnan(ReliabilityRange().share()));
}

BOOST_AUTO_TEST_SUITE_END()
