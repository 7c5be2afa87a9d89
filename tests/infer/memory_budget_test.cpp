#include "infer/memory_budget.h"

#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

namespace lumbar {
namespace {

constexpr double kNets = 3e9;

BOOST_AUTO_TEST_SUITE(memory_budget)

BOOST_AUTO_TEST_CASE(more_memory_lets_more_through) {
    const auto some = pixels_within(6, kNets, 0.1), more = pixels_within(9, kNets, 0.1);
    BOOST_TEST(some > 0);
    BOOST_TEST(more > some);
    BOOST_TEST(pixels_within(9, kNets + 3e9, 0.1) == some);
}

BOOST_AUTO_TEST_CASE(two_studies_of_twice_a_series_take_a_third_at_most) {
    BOOST_TEST(series_gb_within(12, 2) == 1);
    BOOST_TEST(series_gb_within(48, 2) == 2);
    BOOST_TEST(series_gb_within(0, 2) == 2);
    BOOST_TEST(pixels_within(12, kNets, 2) == pixels_within(12, kNets, 1));
    BOOST_TEST(pixels_within(12, kNets, 1) < pixels_within(12, kNets, 0.9));
}

BOOST_AUTO_TEST_CASE(nets_that_do_not_fit_are_refused_with_what_they_need) {
    for (const double most_series_gb : {0.1, 2.0}) {
        const auto text = test::refusal_of([&] { pixels_within(2, kNets, most_series_gb); }, ExitCode::usage);
        BOOST_TEST(test::contains(text, "--memory"));
        BOOST_TEST(test::contains(text, "found 2.00 GB"));
        const bool is_large = most_series_gb > 1;
        BOOST_TEST(test::contains(text, is_large ? "expected at least 4.56 GB" : "expected at least 3.44 GB"),
                   text);
        BOOST_TEST(pixels_within(is_large ? 4.57 : 3.45, kNets, most_series_gb) >= 256 * 256);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
