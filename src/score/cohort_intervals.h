// Gives every figure of a cohort its bootstrap interval over studies.
#pragma once

#include <array>
#include <vector>

#include "score/bootstrap.h"
#include "score/cohort_figures.h"

namespace lumbar {

struct SubsetIntervals {
    std::array<Interval, kFigures> figures{};
    // [weighting][kind][range]: of ReliabilityRange::share().  Empty for single findings, whose ranges hold
    // too few rows.
    using Shares = std::array<Interval, kReliabilityRanges>;
    std::array<std::array<Shares, kReliabilityNames.size()>, kWeightingNames.size()> shares{};
};

struct CohortIntervals {
    std::array<Interval, kScoreNames.size()> score{};
    std::vector<SubsetIntervals> subsets;  // in the order of evaluated_subsets()
};

// A subset with labels of fewer than two studies has no intervals: NaN.
CohortIntervals bootstrap_figures(const CohortTable& cohort, const BootstrapSettings& settings);

}  // namespace lumbar
