#include "kernels/percentile.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace lumbar::kernels {
namespace {

double percentile(const std::vector<float>& values, double percent) {
    return percentiles(values.data(), values.size(), std::array{percent}, 2).front();
}

BOOST_AUTO_TEST_SUITE(percentile_suite)

BOOST_AUTO_TEST_CASE(lies_between_two_values_by_the_linear_rule) {
    BOOST_TEST(percentile({4, 1, 3, 2}, 50) == 2.5);
    BOOST_TEST(percentile({4, 1, 3, 2}, 25) == 1.75);
    BOOST_TEST(percentile({40, 10}, 75) == 32.5);
}

// As numpy does: the step is a float32, and the rest of the way is the shorter one.
BOOST_AUTO_TEST_CASE(goes_from_the_nearer_of_two_values) {
    const float low = 0.1f, high = 0.7f, step = high - low;
    BOOST_REQUIRE(low + step * 0.25 != high - step * 0.75);
    BOOST_TEST(percentile({high, low}, 25) == low + step * 0.25);
    BOOST_TEST(percentile({high, low}, 75) == high - step * 0.25);
}

BOOST_AUTO_TEST_CASE(ends_at_the_smallest_and_the_largest_value) {
    BOOST_TEST(percentile({4, 1, 3, 2}, 0) == 1);
    BOOST_TEST(percentile({4, 1, 3, 2}, 100) == 4);
}

BOOST_AUTO_TEST_CASE(of_one_or_of_equal_values_is_that_value) {
    BOOST_TEST(percentile({-7.5f}, 99) == -7.5);
    BOOST_TEST(percentile(std::vector<float>(1000, 3.f), 1) == 3);
}

BOOST_AUTO_TEST_CASE(of_any_values_is_what_sorting_finds) {
    std::mt19937 random(11);
    std::vector<float> values(3201);
    // All magnitudes and both signs, many values twice.
    for (float& value : values) {
        value = std::ldexp(static_cast<float>(static_cast<int>(random() % 2000) - 1000),
                           static_cast<int>(random() % 40) - 20);
    }
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> percents;
    for (int i = 0; i <= 32; ++i) percents.push_back(i * 3.125);  // 1/32: exact ranks
    const auto found = percentiles(values.data(), values.size(), percents, 3);
    for (std::size_t i = 0; i < percents.size(); ++i) BOOST_REQUIRE(found[i] == sorted[100 * i]);
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_the_order_of_percents_or_the_threads) {
    std::vector<float> values(1001);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i * 389 % 1001) - 500;
    const std::vector<double> expected{490, -490};
    for (const int threads : {1, 2, 5}) {
        BOOST_TEST(percentiles(values.data(), values.size(), std::array{99., 1.}, threads) == expected,
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(of_values_with_a_nan_is_nan) {
    for (const double percent : {0, 50, 100}) {
        BOOST_TEST(std::isnan(percentile({1, std::numeric_limits<float>::quiet_NaN(), 3}, percent)));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
