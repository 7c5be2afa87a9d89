// Evaluates predictions against labels: every figure with its interval, the reliability and the worst cases,
// as the JSON value that docs/evaluation.md describes.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "files/json.h"
#include "score/bootstrap.h"
#include "score/metric.h"

namespace lumbar {

struct EvaluatedCohort {
    std::vector<std::string> ids;  // of the studies
    std::vector<ScoredStudy> studies;
    // What was left out: labelled studies without predictions, predicted rows of studies without labels.
    std::size_t studies_without_predictions = 0, rows_without_labels = 0;
    std::optional<Score> prior;                // what the class prior scores on the same studies
    std::string program, labels, predictions;  // versions and file names, to be shown
    std::map<std::string, std::string> pages;  // by study: a link to its page
};

inline constexpr std::size_t kWorstCases = 20;

Json evaluate_cohort(const EvaluatedCohort& cohort, const BootstrapSettings& settings);

}  // namespace lumbar
