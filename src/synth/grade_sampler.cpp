#include "synth/grade_sampler.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "config/priors.h"

namespace lumbar {
namespace {

// Shares of the variance that all findings of a study, of a level, and both sides of a finding have in
// common.
constexpr double kStudyShare = 0.25, kLevelShare = 0.20, kGroupShare = 0.20;

// The priors minimise the weighted loss: a class's frequency is its prior over its weight.
int class_at(double quantile, const Probabilities& priors) {
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
        for (const Condition condition : kAllConditions) {
            const Finding finding{level, condition};
            const double badness =
                in_group[index(group_of(condition))] + random.normal(0, std::sqrt(own_share));
            grades[finding] = class_at(normal_share(badness), class_prior(finding));
        }
    }
    return grades;
}

LabelSheet blank_labels(const GradeSheet& grades, double missing_share, Random& random) {
    LabelSheet labels;
    for (const Finding& finding : all_findings()) {
        if (!random.chance(missing_share)) labels[finding] = grades[finding];
    }
    return labels;
}

}  // namespace lumbar
