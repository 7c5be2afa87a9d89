#include "score/evaluation.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>

#include "scored_studies.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

EvaluatedCohort cohort(const std::string& prefix) {
    EvaluatedCohort made;
    made.studies = golden_studies(Golden("evaluation.safetensors"), prefix);
    for (std::size_t i = 0; i < made.studies.size(); ++i) made.ids.push_back(std::to_string(100 + i));
    return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evaluating)

BOOST_AUTO_TEST_CASE(rows_without_labels_are_counted) {
    const Json json = evaluate_cohort(cohort("missing."), {5, 0, 1});
    const Json& all = json["subsets"][0];
    BOOST_TEST(all["kind"] == "all");
    BOOST_TEST(all["rows"].get<int>() + all["unlabelled"].get<int>() == 25 * 25);
    BOOST_TEST(all["unlabelled"].get<int>() > 100);
    BOOST_TEST(json["studies"] == 25);
}

BOOST_AUTO_TEST_CASE(a_figure_that_does_not_exist_is_null) {
    const Json json = evaluate_cohort(cohort("absent."), {5, 0, 1});
    const Json& unlabelled = json["subsets"][13];
    BOOST_TEST(unlabelled["rows"] == 0);
    for (const auto& [name, figure] : unlabelled["figures"].items()) {
        BOOST_TEST(figure["value"].is_null(), name);
        BOOST_TEST(figure["low"].is_null(), name);
    }
    const Json& level = json["subsets"][9];  // no severe row
    BOOST_TEST(level["figures"]["sensitivity_severe"]["value"].is_null());
    BOOST_TEST(level["figures"]["specificity_severe"]["value"].is_number());
}

BOOST_AUTO_TEST_CASE(only_single_findings_have_no_reliability) {
    const Json json = evaluate_cohort(cohort("plain."), {5, 0, 1});
    for (const Json& subset : json["subsets"]) {
        BOOST_TEST(subset.contains("reliability") == (subset["kind"] != "finding"));
    }
    BOOST_TEST(json["subsets"][0]["reliability"]["weighted"]["severe"].size() == 10U);
}

BOOST_AUTO_TEST_CASE(worst_cases_have_their_findings_and_the_page_where_there_is_one) {
    EvaluatedCohort made = cohort("missing.");
    const std::string worst = evaluate_cohort(made, {2, 0, 1})["worst"][0]["study"];
    made.pages[worst] = "graded/patients/7.html";
    const Json cases = evaluate_cohort(made, {2, 0, 1})["worst"];
    BOOST_TEST(cases.size() == kWorstCases);
    BOOST_TEST(cases[0]["page"] == "graded/patients/7.html");
    BOOST_TEST(cases[1]["page"].is_null());
    BOOST_TEST(cases[0]["log_loss"].get<double>() >= cases[1]["log_loss"].get<double>());
    BOOST_TEST(cases[0]["findings"].size() == 25U);
    int labelled = 0;
    for (const Json& finding : cases[0]["findings"]) {
        labelled += finding["label"].is_null() ? 0 : 1;
        BOOST_TEST(finding["label"].is_null() == finding["log_loss"].is_null());
    }
    BOOST_TEST(cases[0]["rows"] == labelled);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_text_on_any_number_of_threads) {
    const auto text = [&](std::uint64_t seed, int threads) {
        return evaluate_cohort(cohort("ties."), {40, seed, threads}).dump();
    };
    BOOST_TEST(text(3, 1) == text(3, 4));
    BOOST_TEST(text(3, 1) != text(4, 1));
}

BOOST_AUTO_TEST_SUITE_END()
