#include "score/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"
#include "base/run_parallel.h"

namespace lumbar {
namespace {

std::vector<std::uint32_t> draw_studies(std::size_t studies, std::uint64_t seed) {
    std::vector<std::uint32_t> times(studies, 0);
    Random random(seed);
    for (std::size_t i = 0; i < studies; ++i) {
        ++times[static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(studies) - 1))];
    }
    return times;
}

// `values`: one a resample.
Interval interval_of(std::vector<double> values) {
    const std::size_t all = values.size();
    std::erase_if(values, [](double value) { return std::isnan(value); });
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    if (values.empty() || values.size() * 2 < all) return {kNone, kNone, values.size()};
    std::sort(values.begin(), values.end());
    return {sorted_quantile(values, (1 - kConfidence) / 2), sorted_quantile(values, (1 + kConfidence) / 2),
            values.size()};
}

}  // namespace

double sorted_quantile(std::span<const double> sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

std::vector<Interval> bootstrap(std::size_t studies, const BootstrapSettings& settings,
                                const Figures& figures) {
    std::vector<std::vector<double>> resamples(static_cast<std::size_t>(settings.resamples));
    run_parallel(settings.resamples, settings.threads, [&](int i) {
        const auto resample = static_cast<std::size_t>(i);
        resamples[resample] = figures(draw_studies(studies, derive_seed(settings.seed, resample)));
    });
    const std::size_t count = figures(std::vector<std::uint32_t>(studies, 1)).size();
    std::vector<Interval> intervals;
    std::vector<double> values(resamples.size());
    for (std::size_t figure = 0; figure < count; ++figure) {
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = resamples[i][figure];
        intervals.push_back(interval_of(values));
    }
    return intervals;
}

}  // namespace lumbar
