// The rules by which a series is taken as sagittal T1 or T2, or left out: headers go before descriptions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/study.h"
#include "intake/found_series.h"

namespace lumbar {

enum class Weighting { t1, t2, stir, other, unknown };

// The first rule that applies decides.  "repetition time at most 1300 ms and echo time at most 40 ms: T1"
struct WeightingRule {
    std::string_view name;
    bool (*applies)(const SeriesHeader&);
    Weighting weighting;
};
const std::vector<WeightingRule>& weighting_rules();

// By the timing, and only where that says nothing by the description.
Weighting weighting_of(const SeriesHeader& header);

// The first rule that gives a reason leaves the series out.
struct ExclusionRule {
    std::string_view name;
    std::string (*reason)(const FoundSeries&);  // "" if the rule does not apply
};
const std::vector<ExclusionRule>& exclusion_rules();

struct SeriesVerdict {
    std::optional<SeriesKind> kind;  // empty: left out
    Weighting weighting = Weighting::unknown;
    std::string reason;  // why it is left out
};
SeriesVerdict judge_series(const FoundSeries& series);

}  // namespace lumbar
