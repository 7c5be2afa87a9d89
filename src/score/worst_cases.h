// Lists the studies whose labels the predictions contradict most.
#pragma once

#include <cstddef>
#include <vector>

#include "score/metric.h"

namespace lumbar {

struct WorstCase {
    std::size_t study = 0;  // its index
    double log_loss = 0;    // the mean over its labelled rows, weighted as in the competition
    int rows = 0;           // labelled
};

// The largest log loss first, of equal ones the earlier study; studies without a label are left out.
std::vector<WorstCase> worst_cases(const std::vector<ScoredStudy>& studies, std::size_t most);

}  // namespace lumbar
