// Computes the competition's score of predictions against labels: the mean of four sample-weighted log losses
// (https://www.kaggle.com/code/metric/rsna-lumbar-metric-71549).
#pragma once

#include <array>
#include <vector>

#include "competition/labels.h"
#include "core/grades.h"

namespace lumbar {

struct ScoredStudy {
    StudyLabels labels{};
    FindingTable<Probabilities> predictions{};
};

struct LossPart {
    double loss = 0;  // weighted mean; NaN where nothing is labelled
    double weight = 0;
    int rows = 0;
};

struct Score {
    std::array<LossPart, kConditionGroups> groups;  // spinal, foraminal, subarticular
    LossPart any_severe_spinal;    // one row a study: the largest severe probability of its spinal rows
    double total = 0;              // the mean of the four
    FindingTable<LossPart> cells;  // for reading, not part of the score
};

// Unlabelled rows do not count.  Follows sklearn's log_loss: rows renormalised, clipped by the float epsilon.
Score competition_score(const std::vector<ScoredStudy>& studies);

}  // namespace lumbar
