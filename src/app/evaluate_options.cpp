#include "app/evaluate_options.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/error.h"

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

// Every flag of evaluate belongs to one or two of its forms; one form is given, whole.
EvaluateForm form_of(const GivenFlags& given) {
    for (const Form& form : kForms) {
        const auto is_given = [&](const std::string& flag) { return given.contains(flag); };
        const auto is_taken = [&](const auto& flag) { return takes(form, flag.first); };
        if (std::all_of(form.required.begin(), form.required.end(), is_given) &&
            std::all_of(given.begin(), given.end(), is_taken)) {
            return form.form;
        }
    }
    std::string found;
    for (const auto& [flag, values] : given) found += " --" + flag;
    throw Error(
        {"these flags do not make up one form of evaluate (see lumbar help evaluate)", "lumbar evaluate",
         "--labels and --predictions, or --data and --weights, or --found-points and --true-points",
         found.empty() ? "none" : found.substr(1)},
        ExitCode::usage);
}

void check_evaluation_flags(const GivenFlags& given) {
    if (given.contains("report") || given.contains("json")) return;
    for (const char* flag : {"pages", "resamples", "seed"}) {
        if (!given.contains(flag)) continue;
        throw Error({std::string("--") + flag + " is for a report", "lumbar evaluate",
                     "--report or --json as well", "neither"},
                    ExitCode::usage);
    }
}

void declare_evaluation(Flags& flags, EvaluationOptions& to) {
    flags.output(
        "report", to.report,
        "write this HTML page: confusion matrices, AUC, kappa, sensitivity, calibration, each with its "
        "95 % interval, and the worst cases");
    flags.output("json", to.json, "write the same figures as JSON (docs/evaluation.md)");
    flags.path("pages", to.pages,
               "an output folder of lumbar grade: the worst cases are linked to their patients' pages in it");
    flags.count("resamples", to.resamples, 0, 10000,
                "of the studies, with replacement, for the intervals (bootstrap); 0: no intervals");
    flags.seed("seed", to.seed, "the same seed draws the same resamples");
}

}  // namespace

void declare(Flags& flags, EvaluateOptions& to) {
    flags.path("labels", to.labels, "the competition's train.csv");
    flags.path("predictions", to.predictions, "a submission of studies in it, or a grades.csv of grade");
    flags.path("prior-labels", to.prior_labels,
               "also score the class prior of these labels on the same studies");
    flags.path("found-points", to.found_points, "points as predict --save-points writes them");
    flags.path("true-points", to.true_points, "the same layout: coords_v7.csv");
    flags.path("data", to.nets.data,
               "cross-validate: the competition's folder, with train.csv and metadata.csv (folds)");
    flags.path("weights", to.nets.weights,
               "nets of several folds; each study is graded by those of its own fold");
    flags.output("output", to.nets.output, "write the out-of-fold predictions to this CSV");
    flags.output("output-recipes", to.nets.output_recipes,
                 "write what each recipe says alone into this folder, a CSV each");
    declare_evaluation(flags, to.evaluation);
    declare_grading(flags, to.nets);
}

void find_form(const GivenFlags& given, EvaluateOptions& to) {
    to.form = form_of(given);
    check_evaluation_flags(given);
}

}  // namespace lumbar
