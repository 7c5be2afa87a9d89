// Compares probabilities with what came true, over ten equal ranges of the probability: the numbers of a
// reliability diagram and the expected calibration error.
#pragma once

#include <array>
#include <cstddef>

namespace lumbar {

inline constexpr std::size_t kReliabilityRanges = 10;

// 0 for [0, 0.1], 1 for (0.1, 0.2] and so on: a border belongs to the lower range, as in scikit-learn's
// calibration_curve.
std::size_t reliability_range(double probability);

struct ReliabilityRange {
    double weight = 0;       // of its rows
    double probability = 0;  // summed with the rows' weights
    double came_true = 0;    // the weight of the rows that came true

    void add(double row_weight, double row_probability, bool is_true) {
        weight += row_weight;
        probability += row_weight * row_probability;
        came_true += is_true ? row_weight : 0;
    }
    // Both are NaN without rows.
    double mean_probability() const { return probability / weight; }
    double share() const { return came_true / weight; }
};

using Reliability = std::array<ReliabilityRange, kReliabilityRanges>;

void add(Reliability& sum, const Reliability& more);

// The mean distance between mean_probability() and share(), each range by its weight; NaN without rows.
double calibration_error(const Reliability& reliability);

}  // namespace lumbar
