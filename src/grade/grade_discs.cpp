#include "grade/grade_discs.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "base/error.h"

namespace lumbar {
namespace {

// logits [kClasses]
Probabilities softmax(const float* logits) {
    const double largest = *std::max_element(logits, logits + kClasses);
    Probabilities shares;
    double sum = 0;
    for (std::size_t i = 0; i < kClasses; ++i) sum += shares[i] = std::exp(logits[i] - largest);
    for (double& share : shares) share /= sum;
    return shares;
}

bool is_finite(const Probabilities& shares) {
    return std::all_of(shares.begin(), shares.end(), [](double share) { return std::isfinite(share); });
}

void check_size(const GradingLogits& logits, const std::vector<float>& net, std::size_t findings) {
    if (logits.findings == findings &&
        net.size() == logits.views * logits.levels.size() * findings * kClasses) {
        return;
    }
    throw std::logic_error("a backend's logits are not as many as the recipe's findings");
}

}  // namespace

FindingTally tally_of(const GradingLogits& logits, const Recipe& recipe) {
    const auto findings = recipe.conditions();
    FindingTally tally;
    for (const std::vector<float>& net : logits.nets) {
        check_size(logits, net, findings.size());
        const float* next = net.data();
        for (std::size_t view = 0; view < logits.views; ++view) {
            for (const std::int64_t level : logits.levels) {
                for (const Condition finding : findings) {
                    const Probabilities shares = softmax(next);
                    next += kClasses;
                    if (!is_finite(shares)) {
                        throw Error({"a net of " + recipe.name + " gave numbers that are not finite"},
                                    ExitCode::weights);
                    }
                    tally.add({static_cast<std::size_t>(level), finding}, shares);
                }
            }
        }
    }
    return tally;
}

GradedDiscs grade_discs(const Crops& crops, const Recipe& recipe, Backend& backend,
                        std::span<const double> angles_deg, std::size_t most_nets) {
    const GradingLogits logits = backend.grading_logits(recipe, crops, angles_deg, most_nets);
    return {tally_of(logits, recipe), logits.view_s};
}

}  // namespace lumbar
