#include "kernels/filter.h"

#include <boost/test/unit_test.hpp>
#include <numeric>
#include <vector>

namespace lumbar::kernels {
namespace {

constexpr Filter kFilters[] = {Filter::linear, Filter::cubic, Filter::lanczos4};

std::vector<float> weights_of(Filter filter, float fraction) {
    std::vector<float> weights(static_cast<std::size_t>(tap_count(filter)));
    filter_weights(filter, fraction, weights.data());
    return weights;
}

BOOST_AUTO_TEST_SUITE(filter)

BOOST_AUTO_TEST_CASE(weighs_two_pixels_by_distance) {
    const std::vector<float> expected{0.75f, 0.25f};
    BOOST_TEST(weights_of(Filter::linear, 0.25f) == expected, boost::test_tools::per_element());
}

// ((a (t+1) - 5a)(t+1) + 8a)(t+1) - 4a with a = -3/4 at t = 1/2 is -3/32.
BOOST_AUTO_TEST_CASE(weighs_four_pixels_by_the_cubic_with_minus_three_quarters) {
    const std::vector<float> expected{-0.09375f, 0.59375f, 0.59375f, -0.09375f};
    BOOST_TEST(weights_of(Filter::cubic, 0.5f) == expected, boost::test_tools::per_element());
}

// sinc(x) sinc(x/4) at 3.5, 2.5, 1.5, 0.5, divided by their sum.
BOOST_AUTO_TEST_CASE(weighs_eight_pixels_by_lanczos) {
    const auto weights = weights_of(Filter::lanczos4, 0.5f);
    const double expected[] = {-0.0126609, 0.0599091, -0.1664147, 0.6203833};
    const double sum = 2 * std::accumulate(std::begin(expected), std::end(expected), 0.0);
    for (std::size_t k = 0; k < 4; ++k) {
        BOOST_TEST(weights[k] == expected[k] / sum, boost::test_tools::tolerance(1e-4));
        BOOST_TEST(weights[7 - k] == weights[k], boost::test_tools::tolerance(1e-6f));
    }
}

BOOST_AUTO_TEST_CASE(takes_the_pixel_itself_where_the_sample_lies_on_it) {
    for (const Filter filter : kFilters) {
        const auto weights = weights_of(filter, 0.f);
        for (int k = 0; k < tap_count(filter); ++k) {
            BOOST_TEST(weights[static_cast<std::size_t>(k)] == (k == tap_count(filter) / 2 - 1 ? 1.f : 0.f));
        }
    }
}

BOOST_AUTO_TEST_CASE(has_weights_that_sum_to_one) {
    for (const Filter filter : kFilters) {
        for (const float fraction : {1e-9f, 1e-6f, 0.1f, 0.33f, 0.5f, 0.97f, 0.999999f, 1.f}) {
            const auto weights = weights_of(filter, fraction);
            BOOST_TEST(std::accumulate(weights.begin(), weights.end(), 0.f) == 1.f,
                       boost::test_tools::tolerance(1e-6f));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
