#include "core/grades.h"

#include <boost/test/unit_test.hpp>

#include "core/findings.h"

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(grades)

BOOST_AUTO_TEST_CASE(row_ids_are_the_competitions) {
    BOOST_TEST(row_id("1001", Condition::left_neural_foraminal_narrowing, 4) ==
               "1001_left_neural_foraminal_narrowing_l5_s1");
}

BOOST_AUTO_TEST_CASE(sides_belong_to_one_group) {
    BOOST_TEST((group_of(Condition::spinal_canal_stenosis) == ConditionGroup::spinal));
    BOOST_TEST((group_of(Condition::right_neural_foraminal_narrowing) == ConditionGroup::foraminal));
    BOOST_TEST((group_of(Condition::left_subarticular_stenosis) == ConditionGroup::subarticular));
}

BOOST_AUTO_TEST_CASE(a_tally_is_the_mean_of_what_was_added_and_empty_elsewhere) {
    FindingTally tally, more;
    tally.add(1, Condition::spinal_canal_stenosis, {1, 0, 0});
    more.add(1, Condition::spinal_canal_stenosis, {0, 1, 0});
    more.add(2, Condition::spinal_canal_stenosis, {0, 0, 1});
    tally.add(more);
    const Grades mean = tally.mean();
    BOOST_TEST((mean[1][0] == Probabilities{0.5, 0.5, 0}));
    BOOST_TEST((mean[2][0] == Probabilities{0, 0, 1}));
    BOOST_TEST(!mean[0][0].has_value());
}

BOOST_AUTO_TEST_SUITE_END()
