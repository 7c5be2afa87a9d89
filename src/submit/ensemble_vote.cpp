#include "submit/ensemble_vote.h"

#include <algorithm>
#include <optional>

#include "config/priors.h"

namespace lumbar {
namespace {

using MeanGrades = std::map<std::string, Grades>;

std::vector<std::string> voters_on(const Ballot& ballot, const MeanGrades& means, const Finding& finding) {
    std::vector<std::string> voters;
    for (const std::string& recipe : ballot) {
        const auto said = means.find(recipe);
        if (said != means.end() && said->second[finding]) voters.push_back(recipe);
    }
    return voters;
}

std::optional<Probabilities> count_ballot(const Ballot& ballot, const MeanGrades& means,
                                          const Finding& finding) {
    const auto voters = voters_on(ballot, means, finding);
    if (voters.empty()) return {};
    Probabilities sum{};
    for (const std::string& recipe : voters) {
        for (std::size_t i = 0; i < kClasses; ++i) sum[i] += (*means.at(recipe)[finding])[i];
    }
    for (double& share : sum) share /= static_cast<double>(voters.size());
    return sum;
}

MeanGrades means_of(const RecipeTallies& tallies) {
    MeanGrades means;
    for (const auto& [recipe, tally] : tallies) means[recipe] = tally.mean();
    return means;
}

}  // namespace

Grades vote(const RecipeTallies& tallies, const EnsemblePlan& plan) {
    const MeanGrades means = means_of(tallies);
    Grades grades;
    for (const Finding& finding : all_findings()) {
        for (const Ballot& ballot : plan.ballots[index(group_of(finding.condition))]) {
            if (grades[finding]) break;
            grades[finding] = count_ballot(ballot, means, finding);
        }
    }
    return grades;
}

FindingSpreads spread_of_vote(const RecipeTallies& tallies, const EnsemblePlan& plan) {
    FindingSpreads spreads;
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        for (const Ballot& ballot : plan.ballots[group]) {
            FindingTally answers;
            for (const std::string& recipe : ballot) {
                if (const auto found = tallies.find(recipe); found != tallies.end())
                    answers.add(found->second);
            }
            const FindingSpreads of_ballot = answers.spread();
            for (const Finding& finding : all_findings()) {
                auto& spread = spreads[finding];
                if (index(group_of(finding.condition)) == group && !spread) spread = of_ballot[finding];
            }
        }
    }
    return spreads;
}

DecidingRecipes deciding_recipes(const RecipeTallies& tallies, const EnsemblePlan& plan) {
    const MeanGrades means = means_of(tallies);
    DecidingRecipes deciding;
    for (const Finding& finding : all_findings()) {
        for (const Ballot& ballot : plan.ballots[index(group_of(finding.condition))]) {
            if (!deciding[finding].empty()) break;
            deciding[finding] = voters_on(ballot, means, finding);
        }
    }
    return deciding;
}

int fill_with_priors(Grades& grades) {
    int filled = 0;
    for (const Finding& finding : all_findings()) {
        if (grades[finding]) continue;
        grades[finding] = class_prior(finding);
        ++filled;
    }
    return filled;
}

void raise_severe_spinal(Grades& grades, double factor) {
    constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);
    constexpr std::size_t kSevere = 2;
    if (factor == 1.0) return;
    Probabilities* largest = nullptr;
    for (auto& level : grades) {
        if (!level[kSpinal]) continue;
        if (!largest || (*level[kSpinal])[kSevere] > (*largest)[kSevere]) largest = &*level[kSpinal];
    }
    if (!largest) return;
    (*largest)[kSevere] *= factor;
    const double sum = (*largest)[0] + (*largest)[1] + (*largest)[2];
    for (double& share : *largest) share /= sum;
}

}  // namespace lumbar
