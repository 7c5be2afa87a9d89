#include "score/subset.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(subsets)

BOOST_AUTO_TEST_CASE(conditions_and_levels_have_all_findings_once_and_both_sides_together) {
    std::map<SubsetKind, std::multiset<std::size_t>> cells;
    std::map<SubsetKind, int> count;
    for (const Subset& subset : evaluated_subsets()) {
        ++count[subset.kind];
        if (subset.side != "both") cells[subset.kind].insert(subset.cells.begin(), subset.cells.end());
    }
    for (const auto& [kind, found] : cells) {
        BOOST_TEST(found.size() == kFindings);
        BOOST_TEST(std::set<std::size_t>(found.begin(), found.end()).size() == kFindings);
    }
    BOOST_TEST(count[SubsetKind::condition] == 7);
    BOOST_TEST(count[SubsetKind::level] == 5);
    BOOST_TEST(count[SubsetKind::finding] == 25);
}

BOOST_AUTO_TEST_CASE(a_side_is_no_part_of_a_conditions_name) {
    const SidedCondition right = sided(Condition::right_neural_foraminal_narrowing);
    BOOST_TEST(right.name == "neural_foraminal_narrowing");
    BOOST_TEST(right.side == "right");
    BOOST_TEST(sided(Condition::spinal_canal_stenosis).name == "spinal_canal_stenosis");
    BOOST_TEST(sided(Condition::spinal_canal_stenosis).side.empty());
    const Subset& both = evaluated_subsets()[4];
    BOOST_TEST(both.side == "both");
    BOOST_TEST(both.condition == "neural_foraminal_narrowing");
    BOOST_TEST((both.cells == std::vector<std::size_t>{1, 2, 6, 7, 11, 12, 16, 17, 21, 22}));
}

BOOST_AUTO_TEST_SUITE_END()
