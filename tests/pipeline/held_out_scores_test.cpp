#include "pipeline/held_out_scores.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace lumbar;

namespace {

constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);
constexpr auto kLeft = index(Condition::left_neural_foraminal_narrowing);
constexpr auto kRecess = index(Condition::right_subarticular_stenosis);
constexpr Probabilities kSure = {0.5, 0.25, 0.25}, kUnsure = {0.25, 0.25, 0.5};

// All rows kUnsure; L1/L2 is labelled: one row a kind of finding, normal.
HeldOutStudy study_of(const char* id, int fold) {
    HeldOutStudy study{id, fold, {}, {}, {}};
    for (auto& level : study.labels) level.fill(kUnlabelled);
    for (auto& level : study.ensemble) level.fill(kUnsure);
    for (const std::size_t condition : {kSpinal, kLeft, kRecess}) study.labels[0][condition] = 0;
    return study;
}

ClassPriors constant(const Probabilities& p) {
    ClassPriors priors{};
    for (auto& level : priors) level.fill(p);
    return priors;
}

bool near(double a, double b) {
    return std::abs(a - b) < 1e-12;
}

// Fold 0 has one study, fold 1 two; the ensemble is sure of fold 1's only.  Recipe "one" speaks of a single
// foraminal row of fold 0's study, and of an unlabelled one.
struct Predictions : CrossValidation {
    Predictions() {
        studies = {study_of("a", 0), study_of("b", 1), study_of("c", 1)};
        for (std::size_t i : {1, 2}) {
            for (auto& level : studies[i].ensemble) level.fill(kSure);
        }
        studies[0].recipes["one"][0][kLeft] = kSure;
        studies[0].recipes["one"][1][kLeft] = kSure;
        priors = {{0, constant(kSure)}, {1, constant({0.125, 0.375, 0.5})}};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(held_out_scores)

BOOST_FIXTURE_TEST_CASE(each_fold_is_scored_against_the_prior_of_the_others, Predictions) {
    const HeldOutScores scores = score_held_out(*this);
    BOOST_REQUIRE(scores.folds.size() == 2U);
    BOOST_TEST(scores.folds[0].name == "fold 0");
    BOOST_TEST(scores.folds[0].studies == 1U);
    BOOST_TEST(scores.folds[1].studies == 2U);
    BOOST_TEST(near(scores.folds[0].nets.groups[1].loss, std::log(4)));
    BOOST_TEST(near(scores.folds[0].prior.groups[1].loss, std::log(2)));
    BOOST_TEST(near(scores.folds[1].nets.groups[1].loss, std::log(2)));
    BOOST_TEST(near(scores.folds[1].prior.groups[1].loss, std::log(8)));
}

BOOST_FIXTURE_TEST_CASE(the_ensemble_is_scored_on_all_studies_at_once, Predictions) {
    const HeldOutScores scores = score_held_out(*this);
    BOOST_TEST(scores.ensemble.studies == 3U);
    for (const LossPart& part : scores.ensemble.nets.groups) {
        BOOST_TEST(part.rows == 3);
        BOOST_TEST(near(part.loss, (std::log(4) + 2 * std::log(2)) / 3));
    }
    BOOST_TEST(near(scores.ensemble.prior.groups[2].loss, (std::log(2) + 2 * std::log(8)) / 3));
    BOOST_TEST(near(mean_of_parts(scores.ensemble.nets), scores.ensemble.nets.total));
}

BOOST_FIXTURE_TEST_CASE(a_recipe_is_scored_on_what_it_says_and_the_prior_on_the_same_rows, Predictions) {
    const HeldOutScores scores = score_held_out(*this);
    BOOST_REQUIRE(scores.recipes.size() == 1U);
    const ComparedScore& one = scores.recipes[0];
    BOOST_TEST(one.name == "one");
    BOOST_TEST(one.studies == 1U);
    for (const Score& score : {one.nets, one.prior}) {
        BOOST_TEST(score.groups[0].rows == 0);
        BOOST_TEST(score.groups[1].rows == 1);
        BOOST_TEST(score.groups[2].rows == 0);
        BOOST_TEST(score.any_severe_spinal.rows == 0);
    }
    BOOST_TEST(near(mean_of_parts(one.nets), std::log(2)));
    BOOST_TEST(std::isnan(one.nets.total));
}

BOOST_FIXTURE_TEST_CASE(a_recipe_that_speaks_of_the_canal_has_the_fourth_part, Predictions) {
    studies[1].recipes["two"][0][kSpinal] = kSure;
    const HeldOutScores scores = score_held_out(*this);
    const ComparedScore& two = scores.recipes[1];
    BOOST_TEST(two.nets.any_severe_spinal.rows == 1);
    BOOST_TEST(near(two.nets.any_severe_spinal.loss, -std::log(0.75)));
    BOOST_TEST(near(mean_of_parts(two.nets), (std::log(2) - std::log(0.75)) / 2));
}

BOOST_AUTO_TEST_CASE(no_rows_have_no_mean) {
    BOOST_TEST(std::isnan(mean_of_parts(competition_score({}))));
}

BOOST_AUTO_TEST_SUITE_END()
