#include "score/metric.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "competition/labels.h"
#include "competition/submission_file.h"
#include "scored_studies.h"
#include "support/files.h"
#include "support/golden.h"

using namespace lumbar;
using test::blank_study;
using test::Golden;
using test::golden_studies;
using test::test_file;

namespace {

constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);

}  // namespace

BOOST_AUTO_TEST_SUITE(metric)

BOOST_AUTO_TEST_CASE(every_part_equals_the_reference) {
    const Golden golden("metric.safetensors");
    const Score score = competition_score(golden_studies(golden));
    const auto expected = [&](const char* name) { return std::stod(golden.file().metadata().at(name)); };
    BOOST_TEST(std::abs(score.groups[0].loss - expected("spinal")) < 1e-12);
    BOOST_TEST(std::abs(score.groups[1].loss - expected("foraminal")) < 1e-12);
    BOOST_TEST(std::abs(score.groups[2].loss - expected("subarticular")) < 1e-12);
    BOOST_TEST(std::abs(score.any_severe_spinal.loss - expected("any_severe_spinal")) < 1e-12);
    BOOST_TEST(std::abs(score.total - expected("score")) < 1e-12);
}

BOOST_AUTO_TEST_CASE(severe_rows_weigh_four_times_as_much_as_normal_ones) {
    ScoredStudy study = blank_study();
    study.labels[0][kSpinal] = 0;
    study.labels[1][kSpinal] = 2;
    study.predictions[0][kSpinal] = {0.5, 0.25, 0.25};
    study.predictions[1][kSpinal] = {0.25, 0.5, 0.25};
    const Score score = competition_score({study});
    BOOST_TEST(std::abs(score.groups[0].loss - (std::log(2.0) + 4 * std::log(4.0)) / 5) < 1e-12);
    BOOST_TEST(score.groups[0].weight == 5.0);
    BOOST_TEST(score.groups[0].rows == 2);
    // The study is severe (weight 4); its largest severe probability is 0.25.
    BOOST_TEST(std::abs(score.any_severe_spinal.loss - std::log(4.0)) < 1e-12);
    BOOST_TEST(score.any_severe_spinal.weight == 4.0);
}

BOOST_AUTO_TEST_CASE(unlabelled_rows_do_not_count) {
    const Score score = competition_score({blank_study()});
    BOOST_TEST(score.groups[1].rows == 0);
    BOOST_TEST(std::isnan(score.groups[1].loss));
    BOOST_TEST(score.any_severe_spinal.rows == 0);
}

BOOST_AUTO_TEST_CASE(certainty_of_the_wrong_class_stays_finite) {
    ScoredStudy study = blank_study();
    study.labels[0][kSpinal] = 0;
    study.predictions[0][kSpinal] = {0, 0, 1};
    BOOST_TEST(std::isfinite(competition_score({study}).groups[0].loss));
}

// The rounded rows of tests/data/field_cases; numpy computed the score of what stands in the file.
BOOST_AUTO_TEST_CASE(divides_rows_that_are_rounded_by_their_sums) {
    const auto folder = test_file("data/field_cases/rounded-to-3-decimals");
    const auto rows = read_submission(folder / "submission.csv");
    std::vector<ScoredStudy> studies;
    for (const auto& [id, labels] : read_labels(folder / "train.csv")) {
        ScoredStudy& study = studies.emplace_back(ScoredStudy{labels, {}});
        for (const Finding& finding : all_findings()) {
            study.predictions[finding] = rows.at(row_id(id, finding));
        }
    }
    BOOST_TEST(studies.size() == 6u);
    BOOST_TEST(std::abs(competition_score(studies).total - 1.447192990649244) < 5e-7);
}

BOOST_AUTO_TEST_SUITE_END()
