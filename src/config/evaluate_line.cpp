#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/error.h"
#include "config/command_lines.h"
#include "config/option_values.h"

namespace lumbar {
namespace {

bool is_among(const std::string& flag, const std::vector<std::string>& flags) {
    return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

struct Form {
    EvaluateForm form;
    std::vector<std::string> required;
    std::vector<std::string> further;  // of the nets' form: every flag that is no other form's
};

// Of all forms that grade studies.
const std::vector<std::string> kEvaluationFlags = {"report", "json", "pages", "resamples", "seed", "threads"};

const std::array<Form, 3> kForms = {{{EvaluateForm::submission, {"labels", "predictions"}, {"prior-labels"}},
                                     {EvaluateForm::points, {"found-points", "true-points"}, {}},
                                     {EvaluateForm::nets, {"data", "weights"}, {}}}};

bool takes(const Form& form, const std::string& flag) {
    if (is_among(flag, kEvaluationFlags)) return form.form != EvaluateForm::points;
    if (is_among(flag, form.required) || is_among(flag, form.further)) return true;
    return form.form == EvaluateForm::nets &&
           std::none_of(kForms.begin(), kForms.end(), [&](const Form& other) {
               return is_among(flag, other.required) || is_among(flag, other.further);
           });
}

std::vector<std::string> given_flags(const po::variables_map& given) {
    std::vector<std::string> flags;
    for (const auto& [name, value] : given) {
        if (!value.defaulted() && name != "help") flags.push_back(name);
    }
    return flags;
}

// Every flag of evaluate belongs to one or two of its forms; one form is given, whole.
EvaluateForm form_of(const po::variables_map& given) {
    const std::vector<std::string> flags = given_flags(given);
    for (const Form& form : kForms) {
        const auto is_given = [&](const std::string& flag) { return is_among(flag, flags); };
        const auto is_taken = [&](const std::string& flag) { return takes(form, flag); };
        if (std::all_of(form.required.begin(), form.required.end(), is_given) &&
            std::all_of(flags.begin(), flags.end(), is_taken)) {
            return form.form;
        }
    }
    std::string found;
    for (const std::string& flag : flags) found += " --" + flag;
    throw Error({"flags of one form, please (see lumbar help evaluate)", "lumbar evaluate",
                 "--labels and --predictions, or --data and --weights, or --found-points and --true-points",
                 found.empty() ? "none" : found.substr(1)},
                ExitCode::usage);
}

void check_evaluation_flags(const po::variables_map& given) {
    if (given.count("report") || given.count("json")) return;
    for (const char* flag : {"pages", "resamples", "seed"}) {
        if (!given.count(flag) || given[flag].defaulted()) continue;
        throw Error({std::string("--") + flag + " is for a report", "lumbar evaluate",
                     "--report or --json as well", "neither"},
                    ExitCode::usage);
    }
}

void add_evaluation_flags(po::options_description& flags, EvaluationOptions& to) {
    auto add = flags.add_options();
    add("report", path_value(to.report),
        "write this HTML page: confusion matrices, AUC, kappa, sensitivity, calibration, each with its 95 % "
        "interval, and the worst cases");
    add("json", path_value(to.json), "write the same figures as JSON (docs/evaluation.md)");
    add("pages", path_value(to.pages),
        "an output folder of lumbar grade: the worst cases are linked to their patients' pages in it");
    add("resamples", count_value(to.resamples, 1000, "resamples", 0, 10000),
        "of the studies, with replacement, for the intervals (bootstrap); 0: no intervals");
    add("seed", po::value(&to.seed)->value_name("S")->default_value(0),
        "the same seed draws the same resamples");
}

}  // namespace

CommandLine evaluate_line(EvaluateOptions& to) {
    CommandLine line{"evaluate",
                     "--labels train.csv --predictions submission.csv [--report FILE]\n"
                     "lumbar evaluate --found-points points.csv --true-points coords_v7.csv\n"
                     "lumbar evaluate --data DIR --weights DIR [--output oof.csv] [--report FILE]",
                     "scores a submission, stage 1's points, or nets on what they have not seen",
                     po::options_description("Flags")};
    line.check = [&to](const po::variables_map& given) {
        to.form = form_of(given);
        check_evaluation_flags(given);
    };
    line.examples = {"lumbar evaluate --labels rsna/train.csv --predictions s.csv --report page.html",
                     "lumbar evaluate --data rsna --weights nets --output oof.csv"};
    auto add = line.flags.add_options();
    add("labels", path_value(to.labels), "the competition's train.csv");
    add("predictions", path_value(to.predictions), "a submission of studies in it, or a grades.csv of grade");
    add("prior-labels", path_value(to.prior_labels),
        "also score the class prior of these labels on the same studies");
    add("found-points", path_value(to.found_points), "points as predict --save-points writes them");
    add("true-points", path_value(to.true_points), "the same layout: coords_v7.csv");
    add("data", path_value(to.nets.data),
        "cross-validate: the competition's folder, with train.csv and metadata.csv (folds)");
    add("weights", path_value(to.nets.weights),
        "nets of several folds; each study is graded by those of its own fold");
    add("output", path_value(to.nets.output), "write the out-of-fold predictions to this CSV");
    add("output-recipes", path_value(to.nets.output_recipes),
        "write what each recipe says alone into this folder, a CSV each");
    add_evaluation_flags(line.flags, to.evaluation);
    add_grading_flags(line.flags, to.nets);
    return line;
}

}  // namespace lumbar
