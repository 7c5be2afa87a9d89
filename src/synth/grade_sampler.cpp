#include "synth/grade_sampler.h"

#include <cmath>
#include <cstddef>

namespace lumbar {
namespace {

using Frequencies = std::array<std::array<double, kClasses>, kLevels>;

// The priors that minimise the weighted loss, [group][level]; a class's frequency is its prior over its
// weight.
constexpr std::array<Frequencies, kConditionGroups> kWeightedPriors = {{
    {{{.896, .064, .040}, {.775, .132, .093}, {.631, .179, .190}, {.498, .159, .343}, {.915, .049, .037}}},
    {{{.924, .061, .015}, {.828, .157, .016}, {.606, .329, .065}, {.401, .419, .180}, {.411, .331, .258}}},
    {{{.846, .102, .052}, {.659, .210, .131}, {.439, .301, .260}, {.224, .313, .463}, {.493, .283, .225}}},
}};
constexpr std::array<double, kClasses> kClassWeights = {1, 2, 4};

// Shares of the variance that all findings of a study, of a level, and both sides of a finding have in
// common.
constexpr double kStudyShare = 0.25, kLevelShare = 0.20, kGroupShare = 0.20;

int class_at(double quantile, const std::array<double, kClasses>& priors) {
    double total = 0;
    for (std::size_t c = 0; c < kClasses; ++c) total += priors[c] / kClassWeights[c];
    if (quantile < priors[0] / total) return 0;
    return quantile < (priors[0] + priors[1] / kClassWeights[1]) / total ? 1 : 2;
}

}  // namespace

GradeSheet sample_grades(Random& random) {
    GradeSheet grades{};
    const double own_share = 1 - kStudyShare - kLevelShare - kGroupShare;
    const double study = random.normal(0, std::sqrt(kStudyShare));
    for (std::size_t level = 0; level < kLevels; ++level) {
        const double at_level = study + random.normal(0, std::sqrt(kLevelShare));
        std::array<double, kConditionGroups> in_group{};
        for (double& value : in_group) value = at_level + random.normal(0, std::sqrt(kGroupShare));
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            const auto group = static_cast<std::size_t>(group_of(static_cast<Condition>(condition)));
            const double badness = in_group[group] + random.normal(0, std::sqrt(own_share));
            grades[level][condition] = class_at(normal_share(badness), kWeightedPriors[group][level]);
        }
    }
    return grades;
}

LabelSheet blank_labels(const GradeSheet& grades, double missing_share, Random& random) {
    LabelSheet labels;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            if (!random.chance(missing_share)) labels[level][condition] = grades[level][condition];
        }
    }
    return labels;
}

}  // namespace lumbar
