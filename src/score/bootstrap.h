// Estimates how much figures of a cohort would differ with other studies: percentile intervals of figures
// that are computed anew from studies drawn with replacement.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace lumbar {

struct BootstrapSettings {
    int resamples = 1000;
    std::uint64_t seed = 0;
    int threads = 1;
};

inline constexpr double kConfidence = 0.95;

struct Interval {
    // NaN unless at least half of the resamples have the figure.
    double low = 0, high = 0;
    std::size_t resamples = 0;  // that have it: a class may be absent from some
};

// How often each study counts; the figures, of which NaN stands for one that these studies do not have.
using Figures = std::function<std::vector<double>(std::span<const std::uint32_t> times)>;

// Draws whole studies: the rows of one study are not independent.  Gives an interval for each number that
// `figures` returns, always as many.  Resample i is drawn from the seed and i alone, so that threads change
// nothing.  `figures` is called from several threads.
std::vector<Interval> bootstrap(std::size_t studies, const BootstrapSettings& settings,
                                const Figures& figures);

// Linear between the two nearest of sorted values, as numpy.percentile; `share` from 0 to 1.
double sorted_quantile(std::span<const double> sorted, double share);

}  // namespace lumbar
