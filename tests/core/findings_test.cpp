#include "core/findings.h"

#include <boost/test/unit_test.hpp>
#include <set>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(findings)

BOOST_AUTO_TEST_CASE(row_ids_are_the_competitions) {
    BOOST_TEST(row_id("1001", {4, Condition::left_neural_foraminal_narrowing}) ==
               "1001_left_neural_foraminal_narrowing_l5_s1");
}

BOOST_AUTO_TEST_CASE(sides_belong_to_one_group) {
    BOOST_TEST((group_of(Condition::spinal_canal_stenosis) == ConditionGroup::spinal));
    BOOST_TEST((group_of(Condition::right_neural_foraminal_narrowing) == ConditionGroup::foraminal));
    BOOST_TEST((group_of(Condition::left_subarticular_stenosis) == ConditionGroup::subarticular));
}

BOOST_AUTO_TEST_CASE(a_name_and_its_side_come_apart) {
    BOOST_TEST(side_of(Condition::right_subarticular_stenosis) == "right");
    BOOST_TEST(name_without_side(Condition::right_subarticular_stenosis) == "subarticular_stenosis");
    BOOST_TEST(side_of(Condition::spinal_canal_stenosis) == "");
    BOOST_TEST(name_without_side(Condition::spinal_canal_stenosis) == "spinal_canal_stenosis");
}

BOOST_AUTO_TEST_CASE(there_are_25_in_a_loop_each_once_and_level_by_level) {
    std::set<std::string> rows;
    std::size_t level = 0;
    for (const Finding& finding : all_findings()) {
        BOOST_TEST(finding.level >= level);
        level = finding.level;
        rows.insert(row_id("1", finding));
    }
    BOOST_TEST(rows.size() == 25U);
}

BOOST_AUTO_TEST_CASE(a_table_has_a_place_for_each_by_finding_and_by_level_and_condition) {
    FindingTable<int> table{};
    int next = 0;
    for (const Finding& finding : all_findings()) table[finding] = next++;
    BOOST_TEST(table[0][0] == 0);
    BOOST_TEST(table[4][4] == 24);
    BOOST_TEST(table[2][1] == (table[{2, Condition::left_neural_foraminal_narrowing}]));
}

BOOST_AUTO_TEST_SUITE_END()
