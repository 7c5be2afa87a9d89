#include "score/cohort_figures.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "scored_studies.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr double kTolerance = 1e-9;
constexpr std::array kCohorts = {"plain.", "missing.", "one_study.", "ties.", "absent."};

bool are_equal(double found, double expected) {
    return std::isnan(expected) ? std::isnan(found) : std::abs(found - expected) < kTolerance;
}

struct Cohort {
    Golden golden{"evaluation.safetensors"};
    std::string prefix;
    CohortFigures found;

    explicit Cohort(const std::string& name)
        : prefix(name), found(CohortTable(golden_studies(golden, prefix)).figures()) {}
    std::vector<double> expected(const char* array) const { return golden.numbers(prefix + array); }
};

ScoredStudy graded(int label, const Probabilities& predicted) {
    ScoredStudy study = blank_study();
    study.labels[0][0] = label;
    study.predictions[0][0] = predicted;
    return study;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cohort_figures)

BOOST_AUTO_TEST_CASE(every_figure_of_every_subset_equals_scikit_learns) {
    for (const char* name : kCohorts) {
        const Cohort cohort(name);
        const auto expected = cohort.expected("figures");
        BOOST_REQUIRE(cohort.found.subsets.size() * kFigures == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const double found = cohort.found.subsets[i / kFigures].figures[i % kFigures];
            BOOST_TEST(are_equal(found, expected[i]), name << "subset " << i / kFigures << " "
                                                           << kFigureNames[i % kFigures] << ": " << found
                                                           << ", not " << expected[i]);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_score_equals_scikit_learns) {
    for (const char* name : kCohorts) {
        const Cohort cohort(name);
        const auto expected = cohort.expected("score");
        for (std::size_t i = 0; i < expected.size(); ++i) {
            BOOST_TEST(are_equal(cohort.found.score[i], expected[i]), name << kScoreNames[i]);
        }
    }
}

BOOST_AUTO_TEST_CASE(confusion_matrices_equal_scikit_learns) {
    for (const char* name : kCohorts) {
        const Cohort cohort(name);
        const auto expected = cohort.expected("confusion");
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const auto& rows = cohort.found.subsets[i / 9].confusion.rows;
            BOOST_TEST(static_cast<double>(rows[i % 9 / 3][i % 3]) == expected[i], name << i);
        }
    }
}

BOOST_AUTO_TEST_CASE(reliability_of_both_weightings_equals_scikit_learns) {
    for (const char* name : kCohorts) {
        const Cohort cohort(name);
        const auto expected = cohort.expected("reliability");  // [subset][weighting][kind][range][3]
        for (std::size_t i = 0; i < expected.size(); i += 3) {
            const std::size_t range = i / 3 % 10, kind = i / 30 % 4, weighting = i / 120 % 2;
            const auto& found = cohort.found.subsets[i / 240].reliability[weighting][kind][range];
            BOOST_TEST(are_equal(found.weight, expected[i]), name << i);
            BOOST_TEST(are_equal(found.mean_probability(), expected[i + 1]), name << i);
            BOOST_TEST(are_equal(found.share(), expected[i + 2]), name << i);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_score_is_the_one_that_evaluate_prints) {
    const auto studies = golden_studies(Golden("evaluation.safetensors"), "missing.");
    BOOST_TEST(are_equal(CohortTable(studies).figures().score[0], competition_score(studies).total));
}

BOOST_AUTO_TEST_CASE(a_study_that_counts_thrice_is_three_studies) {
    const auto studies = golden_studies(Golden("evaluation.safetensors"), "ties.");
    std::vector<std::uint32_t> times;
    std::vector<ScoredStudy> repeated;
    for (std::size_t i = 0; i < studies.size(); ++i) {
        times.push_back(i % 4);
        repeated.insert(repeated.end(), i % 4, studies[i]);
    }
    const CohortFigures found = CohortTable(studies).figures(times);
    const CohortFigures expected = CohortTable(repeated).figures();
    for (std::size_t i = 0; i < found.score.size(); ++i) {
        BOOST_TEST(are_equal(found.score[i], expected.score[i]));
    }
    for (std::size_t i = 0; i < found.subsets.size(); ++i) {
        for (std::size_t figure = 0; figure < kFigures; ++figure) {
            BOOST_TEST(are_equal(found.subsets[i].figures[figure], expected.subsets[i].figures[figure]),
                       i << " " << kFigureNames[figure]);
        }
    }
}

BOOST_AUTO_TEST_CASE(rows_are_divided_by_their_sums_but_graded_as_they_stand) {
    const CohortFigures found = CohortTable({graded(2, {0.2, 0.2, 0.4}), graded(0, {2, 1, 1})}).figures();
    const SubsetFigures& all = found.subsets[0];
    BOOST_TEST(are_equal(all.at(Figure::accuracy), 1));
    BOOST_TEST(are_equal(all.at(Figure::weighted_log_loss), std::log(2)));
    BOOST_TEST(are_equal(all.at(Figure::calibration_error), 0.5));
}

BOOST_AUTO_TEST_CASE(no_study_at_all_has_no_figure) {
    const CohortFigures found = CohortTable({}).figures();
    for (const double figure : found.subsets[0].figures) BOOST_TEST(std::isnan(figure));
    for (const double part : found.score) BOOST_TEST(std::isnan(part));
}

BOOST_AUTO_TEST_CASE(studies_of_a_subset_are_those_with_a_label_in_it) {
    const CohortTable table({graded(2, {0, 0, 1}), graded(kUnlabelled, {0, 0, 1}), graded(0, {0, 0, 1})});
    BOOST_TEST(table.studies() == 3U);
    BOOST_TEST(table.studies_of(evaluated_subsets()[0]) == 2U);
    BOOST_TEST(table.studies_of(evaluated_subsets()[2]) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
