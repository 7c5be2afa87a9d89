#include "core/findings.h"

namespace lumbar {

void FindingTally::add(int level, Condition condition, const Probabilities& probabilities) {
    Cell& cell = cells_[static_cast<std::size_t>(level)][static_cast<std::size_t>(condition)];
    for (std::size_t i = 0; i < kClasses; ++i) cell.sum[i] += probabilities[i];
    ++cell.count;
}

void FindingTally::add(const FindingTally& other) {
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            Cell& cell = cells_[level][condition];
            const Cell& more = other.cells_[level][condition];
            for (std::size_t i = 0; i < kClasses; ++i) cell.sum[i] += more.sum[i];
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

}  // namespace lumbar
