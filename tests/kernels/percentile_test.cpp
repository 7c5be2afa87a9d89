#include "kernels/percentile.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace lumbar::kernels {
namespace {

double percentile(std::vector<float> values, double percent) {
    return percentile_in_place(values.data(), values.size(), percent);
}

BOOST_AUTO_TEST_SUITE(percentiles)

BOOST_AUTO_TEST_CASE(lies_between_two_values_by_the_linear_rule) {
    BOOST_TEST(percentile({4, 1, 3, 2}, 50) == 2.5);
    BOOST_TEST(percentile({4, 1, 3, 2}, 25) == 1.75);
    BOOST_TEST(percentile({40, 10}, 75) == 32.5);
}

BOOST_AUTO_TEST_CASE(ends_at_the_smallest_and_the_largest_value) {
    BOOST_TEST(percentile({4, 1, 3, 2}, 0) == 1);
    BOOST_TEST(percentile({4, 1, 3, 2}, 100) == 4);
}

BOOST_AUTO_TEST_CASE(of_one_or_of_equal_values_is_that_value) {
    BOOST_TEST(percentile({-7.5f}, 99) == -7.5);
    BOOST_TEST(percentile(std::vector<float>(1000, 3.f), 1) == 3);
}

BOOST_AUTO_TEST_CASE(can_be_taken_again_from_the_reordered_values) {
    std::vector<float> values(1001);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i * 389 % 1001);
    BOOST_TEST(percentile_in_place(values.data(), values.size(), 99) == 990);
    BOOST_TEST(percentile_in_place(values.data(), values.size(), 1) == 10);
    std::sort(values.begin(), values.end());
    for (std::size_t i = 0; i < values.size(); ++i) BOOST_REQUIRE(values[i] == static_cast<float>(i));
}

BOOST_AUTO_TEST_CASE(of_values_with_a_nan_is_nan) {
    BOOST_TEST(std::isnan(percentile({1, std::numeric_limits<float>::quiet_NaN(), 3}, 50)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
