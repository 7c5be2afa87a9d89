#include "core/findings.h"

#include <algorithm>
#include <cmath>

namespace lumbar {

void FindingTally::add(int level, Condition condition, const Probabilities& probabilities) {
    Cell& cell = cells_[static_cast<std::size_t>(level)][static_cast<std::size_t>(condition)];
    for (std::size_t i = 0; i < kClasses; ++i) {
        cell.sum[i] += probabilities[i];
        cell.sum_of_squares[i] += probabilities[i] * probabilities[i];
    }
    ++cell.most_probable[most_probable_class(probabilities)];
    ++cell.count;
}

void FindingTally::add(const FindingTally& other) {
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            Cell& cell = cells_[level][condition];
            const Cell& more = other.cells_[level][condition];
            for (std::size_t i = 0; i < kClasses; ++i) {
                cell.sum[i] += more.sum[i];
                cell.sum_of_squares[i] += more.sum_of_squares[i];
                cell.most_probable[i] += more.most_probable[i];
            }
            cell.count += more.count;
        }
    }
}

Grades FindingTally::mean() const {
    Grades grades;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            const Cell& cell = cells_[level][condition];
            if (cell.count == 0) continue;
            Probabilities mean = cell.sum;
            for (double& share : mean) share /= cell.count;
            grades[level][condition] = mean;
        }
    }
    return grades;
}

FindingSpreads FindingTally::spread() const {
    FindingSpreads spreads;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            const Cell& cell = cells_[level][condition];
            if (cell.count == 0) continue;
            FindingSpread& spread = spreads[level][condition].emplace();
            spread.most_probable = cell.most_probable;
            for (std::size_t i = 0; i < kClasses; ++i) {
                const double mean = cell.sum[i] / cell.count;
                // Rounding may leave a little less than 0 where all answers are equal.
                spread.deviation[i] =
                    std::sqrt(std::max(0.0, cell.sum_of_squares[i] / cell.count - mean * mean));
            }
        }
    }
    return spreads;
}

}  // namespace lumbar
