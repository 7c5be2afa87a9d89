#include "score/denoise.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "app/commands.h"
#include "base/error.h"
#include "base/log.h"
#include "competition/submission_file.h"
#include "report/table.h"

namespace lumbar {
namespace {

struct DenoiseOptions {
    std::filesystem::path labels, oof, output;
    double threshold = 0.85;
};

void declare(Flags& flags, DenoiseOptions& to) {
    flags.required_path("labels", to.labels, "the competition's train.csv");
    flags.required_path(
        "oof", to.oof,
        "predictions, laid out as a submission, by nets that did not learn from these studies");
    flags.required_output("output", to.output, "the list to write: study_id,target,level");
    flags.number("threshold", to.threshold, 0, 1,
                 "a label is listed if 1 - its predicted probability is more than this");
}

using Labels = std::map<std::string, StudyLabels>;
using Predictions = std::map<std::string, Probabilities>;

struct Coverage {
    std::size_t studies = 0;  // with labels and at least one prediction
    std::size_t rows = 0;     // predictions of studies with labels
};

Coverage coverage_of(const Labels& labels, const Predictions& predictions) {
    Coverage coverage;
    for (const auto& study : labels) {
        std::size_t rows = 0;
        for (const Finding& finding : all_findings()) rows += predictions.count(row_id(study.first, finding));
        coverage.studies += rows > 0 ? 1 : 0;
        coverage.rows += rows;
    }
    return coverage;
}

void check_coverage(const Labels& labels, const Predictions& predictions, const DenoiseOptions& options) {
    const Coverage coverage = coverage_of(labels, predictions);
    if (coverage.studies == 0) {
        throw Error({"none of the labelled studies is predicted", options.oof.string(),
                     "studies of " + options.labels.string()});
    }
    if (const std::size_t missing = labels.size() - coverage.studies; missing > 0) {
        log_warning(std::to_string(missing) + " of " + std::to_string(labels.size()) +
                    " studies have no prediction: their labels stay");
    }
    if (const std::size_t surplus = predictions.size() - coverage.rows; surplus > 0)
        log_warning(std::to_string(surplus) + " predictions are of studies without labels and do not count");
}

// A row of the table: how many labels there are, how many are dropped, and which class those name.
struct Counts {
    int labels = 0;
    std::array<int, kClasses> dropped{};

    void add(const Counts& other) {
        labels += other.labels;
        for (std::size_t i = 0; i < kClasses; ++i) dropped[i] += other.dropped[i];
    }
    std::vector<std::string> cells(std::string_view name) const {
        std::vector<std::string> row{std::string(name), std::to_string(labels)};
        row.push_back(std::to_string(dropped[0] + dropped[1] + dropped[2]));
        for (const int count : dropped) row.push_back(std::to_string(count));
        return row;
    }
};

std::array<Counts, kConditions> count(const Labels& labels, const LabelList& noisy) {
    std::array<Counts, kConditions> counts{};
    for (const auto& study : labels) {
        for (const Finding& finding : all_findings()) {
            counts[index(finding.condition)].labels += study.second[finding] != kUnlabelled;
        }
    }
    for (const LabelPlace& place : noisy) {
        const int label = labels.at(place.study)[place.finding];
        ++counts[index(place.finding.condition)].dropped[static_cast<std::size_t>(label)];
    }
    return counts;
}

std::string summary_of(const Labels& labels, const LabelList& noisy) {
    const auto counts = count(labels, noisy);
    Counts total;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < kConditions; ++i) {
        rows.push_back(counts[i].cells(kConditionNames[i]));
        total.add(counts[i]);
    }
    rows.push_back(total.cells("all"));
    return table_text({"finding", "labels", "dropped", "normal_mild", "moderate", "severe"}, rows);
}

void run(const DenoiseOptions& options) {
    const Labels labels = read_labels(options.labels);
    const Predictions predictions = read_submission(options.oof);
    check_coverage(labels, predictions, options);
    const LabelList noisy = find_noisy_labels(labels, predictions, options.threshold);
    write_label_list(options.output, noisy);
    std::printf("%s%zu labels further than %g from their prediction in %s\n",
                summary_of(labels, noisy).c_str(), noisy.size(), options.threshold, options.output.c_str());
}

}  // namespace

Command denoise_command() {
    return make_command<DenoiseOptions>(
        {.name = "denoise",
         .usage = "--labels train.csv --oof predictions.csv --output noisy.csv",
         .summary = "lists the labels that out-of-fold predictions contradict",
         .examples = {"lumbar denoise --labels rsna/train.csv --oof oof.csv --output noisy.csv",
                      "lumbar denoise --labels t.csv --oof oof.csv --output noisy.csv --threshold 0.9"}},
        declare, run);
}

}  // namespace lumbar
