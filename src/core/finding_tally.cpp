#include "core/finding_tally.h"

#include <algorithm>
#include <cmath>

namespace lumbar {

void FindingTally::add(const Finding& finding, const Probabilities& probabilities) {
    Cell& cell = cells_[finding];
    for (std::size_t i = 0; i < kClasses; ++i) {
        cell.sum[i] += probabilities[i];
        cell.sum_of_squares[i] += probabilities[i] * probabilities[i];
    }
    ++cell.most_probable[most_probable_class(probabilities)];
    ++cell.count;
}

void FindingTally::add(const FindingTally& other) {
    for (const Finding& finding : all_findings()) {
        Cell& cell = cells_[finding];
        const Cell& more = other.cells_[finding];
        for (std::size_t i = 0; i < kClasses; ++i) {
            cell.sum[i] += more.sum[i];
            cell.sum_of_squares[i] += more.sum_of_squares[i];
            cell.most_probable[i] += more.most_probable[i];
        }
        cell.count += more.count;
    }
}

Grades FindingTally::mean() const {
    Grades grades;
    for (const Finding& finding : all_findings()) {
        const Cell& cell = cells_[finding];
        if (cell.count == 0) continue;
        Probabilities mean = cell.sum;
        for (double& share : mean) share /= cell.count;
        grades[finding] = mean;
    }
    return grades;
}

FindingSpreads FindingTally::spread() const {
    FindingSpreads spreads;
    for (const Finding& finding : all_findings()) {
        const Cell& cell = cells_[finding];
        if (cell.count == 0) continue;
        FindingSpread& spread = spreads[finding].emplace();
        spread.most_probable = cell.most_probable;
        for (std::size_t i = 0; i < kClasses; ++i) {
            const double mean = cell.sum[i] / cell.count;
            // Rounding may leave a little less than 0 where all answers are equal.
            spread.deviation[i] = std::sqrt(std::max(0.0, cell.sum_of_squares[i] / cell.count - mean * mean));
        }
    }
    return spreads;
}

}  // namespace lumbar
