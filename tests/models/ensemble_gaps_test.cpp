#include "models/ensemble_gaps.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

namespace {

using Gaps = std::vector<std::string>;

struct Nets {
    EnsemblePlan plan = solution_plan();

    Gaps gaps_of(const std::vector<std::string>& recipes) const {
        std::vector<NetFile> nets;
        for (const std::string& name : recipes) {
            nets.emplace_back().recipe = find_recipe(plan.recipes, name);
        }
        return ensemble_gaps(nets, plan);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ensemble_gaps_of)

BOOST_FIXTURE_TEST_CASE(the_solution_has_none, Nets) {
    BOOST_TEST(
        gaps_of({"stage1_s1", "stage1_s2", "stage2_s1_fo", "stage2_s2_sp1", "stage2_s2_sp2", "stage2_s2_su"})
            .empty());
}

BOOST_FIXTURE_TEST_CASE(one_net_of_a_ballot_is_enough, Nets) {
    BOOST_TEST(gaps_of({"stage1_s1", "stage1_s2", "stage2_s1_fo", "stage2_s2_sp1"}).empty());
}

BOOST_FIXTURE_TEST_CASE(a_missing_stage_1_net_is_one, Nets) {
    BOOST_TEST(
        (gaps_of({"stage1_s2", "stage2_s1_fo", "stage2_s2_su"}) == Gaps{"no stage 1 net for T1 series"}));
}

BOOST_FIXTURE_TEST_CASE(a_kind_of_series_that_votes_without_a_net_is_one, Nets) {
    BOOST_TEST((gaps_of({"stage1_s1", "stage1_s2", "stage2_s2_su"}) == Gaps{"no stage 2 net for T1 series"}));
}

BOOST_FIXTURE_TEST_CASE(a_kind_of_series_that_has_no_vote_needs_no_net, Nets) {
    plan.ballots[index(ConditionGroup::foraminal)] = {{"stage2_s2_su"}};
    BOOST_TEST(gaps_of({"stage1_s2", "stage2_s2_su"}).empty());
}

BOOST_FIXTURE_TEST_CASE(a_condition_that_no_net_votes_on_is_one, Nets) {
    BOOST_TEST(
        (gaps_of({"stage1_s1", "stage2_s1_fo"}) ==
         Gaps{"no stage 2 net for T2 series", "no net votes on spinal_canal_stenosis",
              "no net votes on left_subarticular_stenosis", "no net votes on right_subarticular_stenosis"}));
}

BOOST_FIXTURE_TEST_CASE(a_vote_on_what_the_net_does_not_grade_does_not_count, Nets) {
    plan.ballots[index(ConditionGroup::spinal)] = {{"stage2_s1_fo"}};
    BOOST_TEST((gaps_of({"stage1_s1", "stage1_s2", "stage2_s1_fo", "stage2_s2_su"}) ==
                Gaps{"no net votes on spinal_canal_stenosis"}));
}

BOOST_AUTO_TEST_SUITE_END()
