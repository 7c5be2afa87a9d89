#include "infer/memory_budget.h"

#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

namespace lumbar {
namespace {

constexpr double kNets = 3e9;

BOOST_AUTO_TEST_SUITE(memory_budget)

BOOST_AUTO_TEST_CASE(more_memory_lets_more_through) {
    const auto some = pixels_within(6, kNets), more = pixels_within(9, kNets);
    BOOST_TEST(some > 0);
    BOOST_TEST(more > some);
    BOOST_TEST(pixels_within(9, kNets + 3e9) == some);
}

BOOST_AUTO_TEST_CASE(nets_that_do_not_fit_are_refused_with_what_they_need) {
    const auto text = test::refusal_of([] { pixels_within(2, kNets); }, ExitCode::usage);
    BOOST_TEST(test::contains(text, "--memory"));
    BOOST_TEST(test::contains(text, "expected at least 3."));
    BOOST_TEST(test::contains(text, "found 2.00 GB"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
