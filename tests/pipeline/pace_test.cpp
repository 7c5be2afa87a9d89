#include "pipeline/pace.h"

#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

using namespace lumbar;
using test::contains;

namespace {

// Of every recipe of the solution `folds` nets.
std::vector<NetFile> nets_of(int folds) {
    std::vector<NetFile> nets;
    for (const Recipe& recipe : solution_recipes()) {
        for (int fold = 0; fold < folds; ++fold) {
            NetFile& net = nets.emplace_back();
            net.recipe = recipe;
            net.fold = fold;
        }
    }
    return nets;
}

const std::vector<NetFile> kNets = nets_of(4);

std::vector<Thinning> steps() {
    return thinning_steps(kNets, solution_plan(), 9);
}

// Studies that take `full_s` with the whole ensemble, all of it in the nets, one after another.
double run(Pace& pace, std::size_t studies, double full_s, std::string* said = nullptr) {
    const NetRuns whole = net_runs(kNets, steps().front());
    double all = 0, now_s = 0;
    for (const auto& [recipe, count] : whole) all += count;
    pace.begin(studies, 1, now_s);
    for (std::size_t i = 0; i < studies; ++i) {
        StudyCost cost{pace.current(), {}};
        for (const auto& [recipe, count] : net_runs(kNets, cost.thinning)) {
            now_s += cost.recipe_s[recipe] = full_s * count / all;
        }
        const auto text = pace.finish(cost, now_s);
        if (text && said) *said += *text + "\n";
    }
    return now_s;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(keeping_a_deadline)

BOOST_AUTO_TEST_CASE(rotations_go_first_then_folds_then_recipes) {
    std::vector<std::string> said;
    for (const Thinning& step : steps()) said.push_back(describe(step));
    const std::vector<std::string> expected = {
        "9 views",
        "7 views",
        "5 views",
        "3 views",
        "1 view",
        "1 view, 3 nets a recipe",
        "1 view, 2 nets a recipe",
        "1 view, 1 net a recipe",
        "1 view, 1 net a recipe, without stage2_s2_sp2",
        "1 view, 1 net a recipe, without stage2_s2_sp1, stage2_s2_sp2"};
    BOOST_TEST(said == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_even_number_of_views_becomes_odd) {
    const auto thinned = thinning_steps(nets_of(1), solution_plan(), 4);
    BOOST_TEST(thinned.at(1).views == 3);
    BOOST_TEST(thinned.at(2).views == 1);
}

BOOST_AUTO_TEST_CASE(without_a_deadline_or_in_time_nothing_is_left_out) {
    for (const auto& deadline_s : {std::optional<double>{}, std::optional<double>{1200}}) {
        Pace pace(kNets, steps(), deadline_s);
        run(pace, 100, 10);
        BOOST_TEST((pace.current() == steps().front()));
    }
}

BOOST_AUTO_TEST_CASE(what_would_come_late_is_thinned_and_comes_in_time) {
    for (const double deadline_s : {900.0, 500.0, 200.0, 100.0, 60.0}) {
        Pace pace(kNets, steps(), deadline_s);
        std::string said;
        BOOST_TEST(run(pace, 100, 10, &said) <= deadline_s);
        BOOST_TEST(contains(said, "s a study with 9 views: 97 studies would take "), said);
        BOOST_TEST(!contains(said, "class priors"));
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_done_in_time_is_said) {
    Pace pace(kNets, steps(), 40);
    std::string said;
    run(pace, 100, 10, &said);
    BOOST_TEST(contains(said, "the least there is: about "), said);
    BOOST_TEST((pace.current() == steps().back()));
}

BOOST_AUTO_TEST_CASE(the_end_is_past_the_deadline_and_never_without_one) {
    BOOST_TEST(Pace(kNets, steps(), 10).is_past(10));
    BOOST_TEST(!Pace(kNets, steps(), 10).is_past(9.9));
    BOOST_TEST(!Pace(kNets, steps(), {}).is_past(1e9));
}

BOOST_AUTO_TEST_SUITE_END()
