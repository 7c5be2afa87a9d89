#include "submit/ensemble_vote.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <optional>

using namespace lumbar;

namespace {

constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);
constexpr auto kLeftForamen = index(Condition::left_neural_foraminal_narrowing);
constexpr auto kLeftRecess = index(Condition::left_subarticular_stenosis);

FindingTally says(Condition condition, const Probabilities& p, std::size_t level = 0) {
    FindingTally tally;
    tally.add({level, condition}, p);
    return tally;
}

Probabilities rounded(const std::optional<Probabilities>& p) {
    Probabilities result{};
    for (std::size_t i = 0; i < kClasses; ++i) result[i] = std::round((*p)[i] * 1e9) / 1e9;
    return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ensemble_vote)

BOOST_AUTO_TEST_CASE(spinal_is_the_mean_of_the_recipes_whatever_their_number_of_nets) {
    RecipeTallies tallies;
    tallies["stage2_s2_sp1"] = says(Condition::spinal_canal_stenosis, {1, 0, 0});
    tallies["stage2_s2_sp1"].add(says(Condition::spinal_canal_stenosis, {1, 0, 0}));
    tallies["stage2_s2_sp2"] = says(Condition::spinal_canal_stenosis, {0, 1, 0});
    tallies["stage2_s2_su"] = says(Condition::spinal_canal_stenosis, {0.5, 0.5, 0});
    BOOST_TEST((rounded(vote(tallies, solution_plan())[0][kSpinal]) == Probabilities{0.5, 0.5, 0}));
}

BOOST_AUTO_TEST_CASE(foramina_come_from_t1_and_from_t2_only_where_t1_is_silent) {
    RecipeTallies tallies;
    tallies["stage2_s2_su"] = says(Condition::left_neural_foraminal_narrowing, {0, 0, 1});
    BOOST_TEST((rounded(vote(tallies, solution_plan())[0][kLeftForamen]) == Probabilities{0, 0, 1}));
    tallies["stage2_s1_fo"] = says(Condition::left_neural_foraminal_narrowing, {1, 0, 0});
    BOOST_TEST((rounded(vote(tallies, solution_plan())[0][kLeftForamen]) == Probabilities{1, 0, 0}));
}

BOOST_AUTO_TEST_CASE(subarticular_is_su_alone) {
    RecipeTallies tallies;
    tallies["stage2_s2_sp1"] = says(Condition::left_subarticular_stenosis, {1, 0, 0});
    tallies["stage2_s2_su"] = says(Condition::left_subarticular_stenosis, {0, 1, 0});
    BOOST_TEST((rounded(vote(tallies, solution_plan())[0][kLeftRecess]) == Probabilities{0, 1, 0}));
}

BOOST_AUTO_TEST_CASE(the_spread_is_of_the_recipes_that_decide_alone) {
    RecipeTallies tallies;
    tallies["stage2_s2_sp1"] = says(Condition::left_subarticular_stenosis, {1, 0, 0});
    BOOST_TEST(spread_of_vote(tallies, solution_plan())[0][kLeftRecess]->most_probable[0] == 1);
    tallies["stage2_s2_su"] = says(Condition::left_subarticular_stenosis, {0, 0.75, 0.25});
    tallies["stage2_s2_su"].add(says(Condition::left_subarticular_stenosis, {0, 0.25, 0.75}));
    const FindingSpreads spreads = spread_of_vote(tallies, solution_plan());
    BOOST_TEST((spreads[0][kLeftRecess]->most_probable == std::array<int, kClasses>{0, 1, 1}));
    BOOST_TEST((spreads[0][kLeftRecess]->deviation == Probabilities{0, 0.25, 0.25}));
    BOOST_TEST(!spreads[0][kSpinal].has_value());
    BOOST_TEST(!spreads[1][kLeftRecess].has_value());
}

BOOST_AUTO_TEST_CASE(silence_becomes_the_class_prior_and_is_counted) {
    Grades grades =
        vote({{"stage2_s2_su", says(Condition::spinal_canal_stenosis, {1, 0, 0}, 2)}}, solution_plan());
    BOOST_TEST(fill_with_priors(grades) == 24);
    BOOST_TEST(fill_with_priors(grades) == 0);
    BOOST_TEST((rounded(grades[2][kSpinal]) == Probabilities{1, 0, 0}));
}

BOOST_AUTO_TEST_CASE(only_the_largest_severe_spinal_row_is_raised) {
    Grades grades;
    grades[1][kSpinal] = Probabilities{0.8, 0.1, 0.1};
    grades[3][kSpinal] = Probabilities{0.2, 0.4, 0.4};
    raise_severe_spinal(grades, 1.25);
    BOOST_TEST((rounded(grades[1][kSpinal]) == Probabilities{0.8, 0.1, 0.1}));
    BOOST_TEST(std::abs((*grades[3][kSpinal])[2] - 0.5 / 1.1) < 1e-12);
    BOOST_TEST(std::abs((*grades[3][kSpinal])[0] - 0.2 / 1.1) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
