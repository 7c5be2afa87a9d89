#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "base/error.h"
#include "base/log.h"
#include "submit/submission_file.h"
#include "score/labels.h"
#include "score/metric.h"

namespace lumbar {
namespace {

using Predictions = std::map<std::string, Probabilities>;

// All 25 rows of a study, or an error naming the missing one; nothing where the study is not predicted.
bool find_predictions(const Predictions& rows, const std::string& study, ScoredStudy& scored,
                      const std::string& where) {
    int found = 0;
    std::string missing;
    for (int level = 0; level < kLevels; ++level) {
        for (int condition = 0; condition < kConditions; ++condition) {
            const auto id = row_id(study, static_cast<Condition>(condition), level);
            if (const auto row = rows.find(id); row != rows.end()) {
                scored.predictions[static_cast<std::size_t>(level)][static_cast<std::size_t>(condition)] =
                    row->second;
                ++found;
            } else {
                missing = id;
            }
        }
    }
    if (found > 0 && !missing.empty()) throw Error({"a row is missing", where, missing});
    return found > 0;
}

void print_part(const char* name, const LossPart& part) {
    std::printf("  %-20s %8.6f   %6d rows, weight %.0f\n", name, part.loss, part.rows, part.weight);
}

void print_cells(const Score& score) {
    std::printf("\nby finding and level\n  %-34s", "");
    for (const auto level : kLevelTitles) std::printf(" %8s", std::string(level).c_str());
    std::printf("\n");
    for (std::size_t condition = 0; condition < kConditions; ++condition) {
        std::printf("  %-34s", std::string(kConditionNames[condition]).c_str());
        for (std::size_t level = 0; level < kLevels; ++level) {
            std::printf(" %8.4f", score.cells[level][condition].loss);
        }
        std::printf("\n");
    }
}

}  // namespace

void run(const EvaluateOptions& options) {
    const auto labels = read_labels(options.labels);
    const Predictions rows = read_submission(options.predictions);
    std::vector<ScoredStudy> studies;
    for (const auto& [id, study_labels] : labels) {
        ScoredStudy scored{study_labels, {}};
        if (find_predictions(rows, id, scored, options.predictions.string())) studies.push_back(scored);
    }
    if (studies.empty()) {
        throw Error({"none of its studies is labelled", options.predictions.string(),
                     "studies of " + options.labels.string()});
    }
    if (const std::size_t known = studies.size() * kLevels * kConditions; known < rows.size()) {
        log_warning(std::to_string(rows.size() - known) +
                    " rows are of studies without labels and do not count");
    }
    const Score score = competition_score(studies);
    std::printf("score %.6f over %zu studies, the mean of\n", score.total, studies.size());
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        print_part(std::string(kConditionGroupNames[group]).c_str(), score.groups[group]);
    }
    print_part("any_severe_spinal", score.any_severe_spinal);
    print_cells(score);
}

}  // namespace lumbar
