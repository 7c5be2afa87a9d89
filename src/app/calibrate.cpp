#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/commands.h"
#include "base/error.h"
#include "base/fixed_decimals.h"
#include "competition/folds.h"
#include "competition/labels.h"
#include "competition/submission_file.h"
#include "config/calibration.h"
#include "config/ensemble_plan.h"
#include "models/registry.h"
#include "report/table.h"
#include "score/fit_temperature.h"

namespace lumbar {
namespace {

struct CalibrateOptions {
    std::filesystem::path data, oof, weights;
};

void declare(Flags& flags, CalibrateOptions& to) {
    flags.required_path("data", to.data, "the competition's folder: train.csv and metadata.csv (folds)");
    flags.required_path("oof", to.oof,
                        "out-of-fold predictions of these nets, as evaluate --output writes them");
    flags.required_path("weights", to.weights, "the folder of the nets, into which calibration.json goes");
}

using RowsByGroup = std::array<std::vector<LabelledRow>, kConditionGroups>;

Probabilities divided_by_sum(Probabilities p) {
    const double sum = p[0] + p[1] + p[2];
    for (double& share : p) share /= sum;
    return p;
}

void add_study(const std::string& id, const StudyLabels& labels, int fold,
               const std::map<std::string, Probabilities>& predictions, RowsByGroup& rows) {
    for (const Finding& finding : all_findings()) {
        const auto found = predictions.find(row_id(id, finding));
        if (labels[finding] == kUnlabelled || found == predictions.end()) continue;
        rows[index(group_of(finding.condition))].push_back(
            {divided_by_sum(found->second), labels[finding], fold});
    }
}

RowsByGroup read_rows(const CalibrateOptions& options) {
    const auto predictions = read_submission(options.oof);
    const StudyFolds folds = read_folds(options.data);
    RowsByGroup rows;
    for (const auto& [id, labels] : read_labels(options.data / "train.csv")) {
        const auto fold = folds.find(id);
        if (fold != folds.end()) add_study(id, labels, fold->second, predictions, rows);
    }
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        if (!rows[group].empty()) continue;
        throw Error({"no labelled prediction of " + std::string(kConditionGroupNames[group]),
                     options.oof.string(),
                     "out-of-fold predictions of the studies in train.csv and " + std::string(kFoldsName)});
    }
    return rows;
}

void run(const CalibrateOptions& options) {
    Calibration calibration;
    for (const NetFile& net : find_nets(options.weights, read_ensemble_plan(options.weights).recipes)) {
        calibration.nets.push_back(net.name());
    }
    const RowsByGroup rows = read_rows(options);
    std::vector<std::vector<std::string>> table;
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        const FittedTemperature fitted = fit_temperature(rows[group]);
        calibration.temperature[group] = fitted.temperature;
        table.push_back({std::string(kConditionGroupNames[group]), std::to_string(rows[group].size()),
                         fixed_decimals(fitted.temperature, 4), fixed_decimals(fitted.before.log_loss, 4),
                         fixed_decimals(fitted.after.log_loss, 4), fixed_decimals(fitted.before.error, 4),
                         fixed_decimals(fitted.after.error, 4)});
    }
    write_calibration(options.weights, calibration);
    std::printf(
        "%s%s: the columns \"after\" are of folds that the temperature was not fitted on\n",
        table_text({"condition", "rows", "temperature", "log loss", "after", "calibration error", "after"},
                   table)
            .c_str(),
        (options.weights / kCalibrationName).c_str());
}

}  // namespace

Command calibrate_command() {
    return make_command<CalibrateOptions>(
        {.name = "calibrate",
         .usage = "--data DIR --oof oof.csv --weights DIR",
         .summary = "fits the temperatures that calibrate grade's probabilities",
         .examples = {"lumbar calibrate --data rsna --oof oof.csv --weights nets",
                      "lumbar calibrate --data rsna --oof oof.csv --weights nets --log fit.txt"},
         .notes = "\nA temperature for each condition, by the competition's weighted log loss.\n"
                  "grade uses it; predict does not, and so writes what the solution writes.\n"},
        declare, run);
}

}  // namespace lumbar
