// Sums up what the nets of one recipe answered for a study.
#pragma once

#include <array>
#include <optional>

#include "core/grades.h"

namespace lumbar {

// How far the answers about a finding, one a net and view, lie apart.
struct FindingSpread {
    Probabilities deviation{};                  // standard deviation of each class's probability
    std::array<int, kClasses> most_probable{};  // answers by their most probable class

    // The share of the answers whose most probable class is `grade`.
    double agreement(std::size_t grade) const {
        return static_cast<double>(most_probable[grade]) / answers();
    }
    int answers() const { return most_probable[0] + most_probable[1] + most_probable[2]; }
};

// Empty where there was no answer.
using FindingSpreads = FindingTable<std::optional<FindingSpread>>;

// Sums of class probabilities and how many were added, for each finding.
class FindingTally {
  public:
    void add(const Finding& finding, const Probabilities& probabilities);
    void add(const FindingTally& other);
    // The mean; empty where nothing was added.
    Grades mean() const;
    FindingSpreads spread() const;

  private:
    struct Cell {
        Probabilities sum{}, sum_of_squares{};
        std::array<int, kClasses> most_probable{};
        int count = 0;
    };
    FindingTable<Cell> cells_{};
};

}  // namespace lumbar
