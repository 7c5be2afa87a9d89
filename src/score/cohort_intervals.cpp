#include "score/cohort_intervals.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace lumbar {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr Interval kNoInterval = {kNone, kNone, 0};

bool has_shares(const Subset& subset) {
    return subset.kind != SubsetKind::finding;
}

// The figures as one list, in the order in which intervals_of() takes theirs from one.
std::vector<double> listed(const CohortFigures& cohort) {
    std::vector<double> list(cohort.score.begin(), cohort.score.end());
    for (std::size_t i = 0; i < cohort.subsets.size(); ++i) {
        const SubsetFigures& subset = cohort.subsets[i];
        list.insert(list.end(), subset.figures.begin(), subset.figures.end());
        if (!has_shares(evaluated_subsets()[i])) continue;
        for (const auto& weighting : subset.reliability) {
            for (const Reliability& kind : weighting) {
                for (const ReliabilityRange& range : kind) list.push_back(range.share());
            }
        }
    }
    return list;
}

CohortIntervals intervals_of(const std::vector<Interval>& list) {
    CohortIntervals cohort;
    auto next = list.begin();
    for (Interval& interval : cohort.score) interval = *next++;
    for (const Subset& of_subset : evaluated_subsets()) {
        SubsetIntervals& subset = cohort.subsets.emplace_back();
        for (Interval& interval : subset.figures) interval = *next++;
        for (auto& weighting : subset.shares) {
            for (auto& kind : weighting) {
                for (Interval& share : kind) share = has_shares(of_subset) ? *next++ : kNoInterval;
            }
        }
    }
    return cohort;
}

void remove_intervals(SubsetIntervals& subset) {
    subset.figures.fill(kNoInterval);
    for (auto& weighting : subset.shares) {
        for (auto& kind : weighting) kind.fill(kNoInterval);
    }
}

}  // namespace

CohortIntervals bootstrap_figures(const CohortTable& cohort, const BootstrapSettings& settings) {
    CohortIntervals intervals =
        intervals_of(bootstrap(cohort.studies(), settings, [&](std::span<const std::uint32_t> times) {
            return listed(cohort.figures(times));
        }));
    for (std::size_t i = 0; i < intervals.subsets.size(); ++i) {
        if (cohort.studies_of(evaluated_subsets()[i]) < 2) remove_intervals(intervals.subsets[i]);
    }
    if (cohort.studies() < 2) intervals.score.fill(kNoInterval);
    return intervals;
}

}  // namespace lumbar
