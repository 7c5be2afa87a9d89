#include "score/metric.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lumbar {
namespace {

// -log p[label] of a row renormalised, clipped to [eps, 1 - eps] and renormalised again.
template <std::size_t N>
double log_loss(std::array<double, N> p, std::size_t label) {
    constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
    const auto renormalise = [&p] {
        double sum = 0;
        for (const double share : p) sum += share;
        for (double& share : p) share /= sum;
    };
    renormalise();
    for (double& share : p) share = std::clamp(share, kEpsilon, 1 - kEpsilon);
    renormalise();
    return -std::log(p[label]);
}

// Sums while adding, the mean at the end.
void add(LossPart& part, double loss, double weight) {
    part.loss += loss * weight;
    part.weight += weight;
    ++part.rows;
}

void finish(LossPart& part) {
    part.loss = part.weight > 0 ? part.loss / part.weight : std::numeric_limits<double>::quiet_NaN();
}

void add_rows(Score& score, const ScoredStudy& study) {
    for (const Finding& finding : all_findings()) {
        const int label = study.labels[finding];
        if (label == kUnlabelled) continue;
        const auto row = static_cast<std::size_t>(label);
        const double loss = log_loss(study.predictions[finding], row);
        add(score.groups[index(group_of(finding.condition))], loss, kClassWeights[row]);
        add(score.cells[finding], loss, kClassWeights[row]);
    }
}

void add_any_severe(Score& score, const ScoredStudy& study) {
    constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);
    constexpr std::size_t kSevere = 2;
    double weight = 0, predicted = 0;
    bool is_severe = false;
    for (std::size_t level = 0; level < kLevels; ++level) {
        const int label = study.labels[level][kSpinal];
        if (label == kUnlabelled) continue;
        weight = std::max(weight, kClassWeights[static_cast<std::size_t>(label)]);
        // As it was handed in: rows need not sum to 1.
        predicted = std::max(predicted, study.predictions[level][kSpinal][kSevere]);
        is_severe = is_severe || label == static_cast<int>(kSevere);
    }
    predicted = std::min(predicted, 1.0);
    if (weight > 0) {
        add(score.any_severe_spinal, log_loss<2>({1 - predicted, predicted}, is_severe ? 1 : 0), weight);
    }
}

}  // namespace

Score competition_score(const std::vector<ScoredStudy>& studies) {
    Score score{};
    for (const ScoredStudy& study : studies) {
        add_rows(score, study);
        add_any_severe(score, study);
    }
    score.total = 0;
    for (LossPart& part : score.groups) {
        finish(part);
        score.total += part.loss / 4;
    }
    finish(score.any_severe_spinal);
    score.total += score.any_severe_spinal.loss / 4;
    for (auto& level : score.cells) std::for_each(level.begin(), level.end(), finish);
    return score;
}

}  // namespace lumbar
