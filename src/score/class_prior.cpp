#include "score/class_prior.h"

#include <algorithm>
#include <array>

namespace lumbar {
namespace {

using Rows = std::array<int, kClasses>;

Rows count_rows(const std::vector<StudyLabels>& labels, std::size_t level, ConditionGroup group) {
    Rows rows{};
    for (const StudyLabels& study : labels) {
        for (const Condition condition : kAllConditions) {
            const int label = study[Finding{level, condition}];
            if (label != kUnlabelled && group_of(condition) == group) ++rows[static_cast<std::size_t>(label)];
        }
    }
    return rows;
}

Probabilities shares_of_weight(const Rows& rows) {
    Probabilities shares{};
    double sum = 0;
    for (std::size_t i = 0; i < kClasses; ++i) {
        shares[i] = kClassWeights[i] * std::max(rows[i], 1);
        sum += shares[i];
    }
    for (double& share : shares) share /= sum;
    return shares;
}

}  // namespace

ClassPriors fit_class_priors(const std::vector<StudyLabels>& labels) {
    ClassPriors priors{};
    for (const Finding& finding : all_findings()) {
        priors[finding] = shares_of_weight(count_rows(labels, finding.level, group_of(finding.condition)));
    }
    return priors;
}

ClassPriors fit_class_priors(const std::map<std::string, StudyLabels>& labels) {
    std::vector<StudyLabels> all;
    for (const auto& [id, study] : labels) all.push_back(study);
    return fit_class_priors(all);
}

std::vector<ScoredStudy> predicted_by(const ClassPriors& priors, std::vector<ScoredStudy> studies) {
    for (ScoredStudy& study : studies) study.predictions = priors;
    return studies;
}

}  // namespace lumbar
