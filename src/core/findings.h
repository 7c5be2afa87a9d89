// What the nets of one recipe said of a study, summed up as it comes.
#pragma once

#include <array>

#include "core/grades.h"

namespace lumbar {

// Sums of class probabilities and how many were added, by level and condition.
class FindingTally {
  public:
    void add(int level, Condition condition, const Probabilities& probabilities);
    void add(const FindingTally& other);
    // The mean; empty where nothing was added.
    Grades mean() const;

  private:
    struct Cell {
        Probabilities sum{};
        int count = 0;
    };
    std::array<std::array<Cell, kConditions>, kLevels> cells_{};
};

}  // namespace lumbar
