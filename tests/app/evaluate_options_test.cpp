#include "app/evaluate_options.h"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "support/parsed_options.h"

using namespace lumbar;
using test::contains;

namespace {

EvaluateOptions parsed(const std::vector<std::string>& arguments) {
    return test::parsed_options<EvaluateOptions>(declare, arguments, find_form);
}

std::string refusal(const std::vector<std::string>& arguments) {
    return test::refusal_of_flags<EvaluateOptions>(declare, arguments, find_form);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evaluate_options)

BOOST_AUTO_TEST_CASE(evaluate_scores_a_submission_or_points_or_cross_validates_nets) {
    const auto scoring = parsed({"--labels", "l", "--predictions", "p", "--prior-labels", "q"});
    BOOST_TEST((scoring.form == EvaluateForm::submission));
    BOOST_TEST(scoring.labels == "l");
    BOOST_TEST(scoring.predictions == "p");
    BOOST_TEST(scoring.prior_labels->string() == "q");
    const auto validating = parsed({"--data", "d", "--weights", "w", "--output", "o", "--tta", "3", "--folds",
                                    "0,2", "--output-recipes", "r", "--points", "p"});
    BOOST_TEST((validating.form == EvaluateForm::nets));
    const auto pointing = parsed({"--found-points", "f", "--true-points", "t"});
    BOOST_TEST((pointing.form == EvaluateForm::points));
    BOOST_TEST(pointing.found_points == "f");
    BOOST_TEST(pointing.true_points == "t");
    BOOST_TEST(validating.nets.data == "d");
    BOOST_TEST(validating.nets.weights == "w");
    BOOST_TEST(validating.nets.output->string() == "o");
    BOOST_TEST(validating.nets.output_recipes->string() == "r");
    BOOST_TEST(validating.nets.points->string() == "p");
    BOOST_TEST(validating.nets.tta == 3);
    BOOST_TEST(validating.nets.batch == 0);
    BOOST_TEST((validating.nets.precision == Precision::automatic));
    BOOST_TEST((validating.nets.folds == std::vector<int>{0, 2}));
}

BOOST_AUTO_TEST_CASE(every_form_may_be_logged_and_quiet) {
    for (const std::vector<std::string>& form :
         {std::vector<std::string>{"--labels", "l", "--predictions", "p"},
          {"--data", "d", "--weights", "w"},
          {"--found-points", "f", "--true-points", "t"}}) {
        BOOST_CHECK_NO_THROW(parsed(test::joined(form, {"--log", "log.txt", "--quiet"})));
    }
}

BOOST_AUTO_TEST_CASE(evaluate_reports_on_a_submission_or_on_nets) {
    const auto scoring = parsed({"--labels", "l", "--predictions", "p", "--report", "r.html", "--json", "j",
                                 "--pages", "g", "--resamples", "50", "--seed", "7", "--threads", "2"});
    BOOST_TEST((scoring.form == EvaluateForm::submission));
    BOOST_TEST(scoring.evaluation.report->string() == "r.html");
    BOOST_TEST(scoring.evaluation.json->string() == "j");
    BOOST_TEST(scoring.evaluation.pages->string() == "g");
    BOOST_TEST(scoring.evaluation.resamples == 50);
    BOOST_TEST(scoring.evaluation.seed == 7U);
    BOOST_TEST(scoring.nets.threads == 2);
    const auto validating = parsed({"--data", "d", "--weights", "w", "--report", "r", "--tta", "3"});
    BOOST_TEST((validating.form == EvaluateForm::nets));
    BOOST_TEST(validating.evaluation.resamples == 1000);
    BOOST_TEST(!validating.evaluation.json);
}

BOOST_AUTO_TEST_CASE(what_belongs_to_a_report_is_refused_without_one) {
    for (const char* flag : {"--pages", "--resamples", "--seed"}) {
        const auto text = refusal({"--labels", "l", "--predictions", "p", flag, "5"});
        BOOST_TEST(contains(text, flag));
        BOOST_TEST(contains(text, "--report or --json as well"));
    }
    BOOST_TEST(
        contains(refusal({"--labels", "l", "--predictions", "p", "--report", "r", "--resamples", "10001"}),
                 "--resamples"));
}

BOOST_AUTO_TEST_CASE(half_a_form_of_evaluate_and_a_mixture_are_refused) {
    using Arguments = std::vector<std::string>;
    for (const Arguments& arguments :
         {Arguments{},
          {"--labels", "l"},
          {"--predictions", "p"},
          {"--data", "d"},
          {"--weights", "w"},
          {"--tta", "3"},
          {"--labels", "l", "--predictions", "p", "--data", "d", "--weights", "w"},
          {"--labels", "l", "--predictions", "p", "--tta", "9"},
          {"--labels", "l", "--weights", "w"},
          {"--found-points", "f"},
          {"--found-points", "f", "--predictions", "p"},
          {"--found-points", "f", "--true-points", "t", "--tta", "2"},
          {"--found-points", "f", "--true-points", "t", "--report", "r"},
          {"--report", "r"},
          {"--threads", "2"},
          {"--data", "d", "--weights", "w", "--prior-labels", "q"}}) {
        BOOST_TEST(contains(refusal(arguments), "--labels and --predictions, or --data and --weights, or"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
