#include "core/finding_tally.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;
using boost::test_tools::tolerance;

namespace {

constexpr auto kSpinal = Condition::spinal_canal_stenosis;

FindingTally tally_of(std::initializer_list<Probabilities> answers) {
    FindingTally tally;
    for (const Probabilities& answer : answers) tally.add({2, kSpinal}, answer);
    return tally;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(finding_tally)

BOOST_AUTO_TEST_CASE(is_the_mean_of_what_was_added_and_empty_elsewhere) {
    FindingTally tally, more;
    tally.add({1, kSpinal}, {1, 0, 0});
    more.add({1, kSpinal}, {0, 1, 0});
    more.add({2, kSpinal}, {0, 0, 1});
    tally.add(more);
    const Grades mean = tally.mean();
    BOOST_TEST((mean[1][0] == Probabilities{0.5, 0.5, 0}));
    BOOST_TEST((mean[2][0] == Probabilities{0, 0, 1}));
    BOOST_TEST(!mean[0][0].has_value());
}

BOOST_AUTO_TEST_CASE(says_how_far_answers_lie_apart) {
    const auto spread = tally_of({{0.6, 0.3, 0.1}, {0.2, 0.7, 0.1}, {0.4, 0.5, 0.1}}).spread()[2][0].value();
    BOOST_TEST(spread.answers() == 3);
    BOOST_TEST((spread.most_probable == std::array<int, kClasses>{1, 2, 0}));
    BOOST_TEST(spread.deviation[0] == 0.163299316185545, tolerance(1e-9));  // numpy.std([0.6, 0.2, 0.4])
    BOOST_TEST(spread.deviation[2] < 1e-8);
}

BOOST_AUTO_TEST_CASE(has_no_spread_without_an_answer) {
    const FindingSpreads spreads = tally_of({{1, 0, 0}}).spread();
    BOOST_TEST(!spreads[2][1].has_value());
    BOOST_TEST(!spreads[0][0].has_value());
    BOOST_TEST(spreads[2][0]->deviation[0] == 0);
}

BOOST_AUTO_TEST_CASE(spreads_the_same_added_at_once_or_in_parts) {
    FindingTally parts = tally_of({{0.6, 0.3, 0.1}});
    parts.add(tally_of({{0.2, 0.7, 0.1}}));
    const auto at_once = tally_of({{0.6, 0.3, 0.1}, {0.2, 0.7, 0.1}}).spread()[2][0].value();
    BOOST_TEST((parts.spread()[2][0]->deviation == at_once.deviation));
    BOOST_TEST((parts.spread()[2][0]->most_probable == at_once.most_probable));
}

BOOST_AUTO_TEST_SUITE_END()
