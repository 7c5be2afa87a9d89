#include "grade/grade_discs.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
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

// Visits the probabilities of a net's findings in the order of its logits.
template <class Visit>
void for_each_answer(const GradingLogits& logits, const std::vector<float>& net, const Recipe& recipe,
                     const Visit& visit) {
    const auto findings = recipe.conditions();
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
                visit(Finding{static_cast<std::size_t>(level), finding}, shares);
            }
        }
    }
}

// The mean over the views of what a head looks at; `place` is the level's among those with a crop.
std::vector<float> mean_attention(const GradingLogits& logits, const std::vector<float>& net,
                                  std::size_t place, std::size_t head, int crop_frames) {
    std::vector<float> mean(static_cast<std::size_t>(crop_frames));
    const MiddleRange seen = middle_range(crop_frames, static_cast<int>(logits.frames));
    for (std::size_t view = 0; view < logits.views; ++view) {
        const std::size_t disc = view * logits.levels.size() + place;
        const float* const shares = &net[(disc * logits.heads + head) * logits.frames];
        for (int i = 0; i < seen.count; ++i) {
            mean[static_cast<std::size_t>(seen.from + i)] +=
                shares[seen.to + i] / static_cast<float>(logits.views);
        }
    }
    return mean;
}

void add_attention(const GradingLogits& logits, const Recipe& recipe, std::size_t net, int crop_frames,
                   NetVotes& votes) {
    const std::vector<float>& shares = logits.attention[net];
    if (logits.heads != recipe.heads.size() ||
        shares.size() != logits.views * logits.levels.size() * logits.heads * logits.frames) {
        throw std::logic_error("a backend's attention is not as large as the recipe's heads and frames");
    }
    for (std::size_t place = 0; place < logits.levels.size(); ++place) {
        for (std::size_t head = 0; head < recipe.heads.size(); ++head) {
            const auto attention = mean_attention(logits, shares, place, head, crop_frames);
            for (const Condition finding : recipe.heads[head]) {
                const Finding at{static_cast<std::size_t>(logits.levels[place]), finding};
                votes.findings[at]->attention = attention;
            }
        }
    }
}

int frames_of(const Crops& crops) {
    int frames = 0;
    for (const ByteStack& crop : crops) frames = std::max(frames, crop.frames);
    return frames;
}

}  // namespace

FindingTally tally_of(const GradingLogits& logits, const Recipe& recipe) {
    FindingTally tally;
    for (const std::vector<float>& net : logits.nets) {
        for_each_answer(logits, net, recipe, [&](const Finding& finding, const Probabilities& shares) {
            tally.add(finding, shares);
        });
    }
    return tally;
}

std::vector<NetVotes> votes_of(const GradingLogits& logits, const Recipe& recipe, int crop_frames) {
    std::vector<NetVotes> all;
    for (std::size_t net = 0; net < logits.nets.size(); ++net) {
        NetVotes& votes = all.emplace_back();
        votes.recipe = recipe.name, votes.net = net;
        for_each_answer(logits, logits.nets[net], recipe,
                        [&](const Finding& finding, const Probabilities& shares) {
                            auto& vote = votes.findings[finding];
                            if (!vote) vote.emplace();
                            vote->views.push_back(shares);
                        });
        if (net < logits.attention.size()) add_attention(logits, recipe, net, crop_frames, votes);
    }
    return all;
}

GradedDiscs grade_discs(const Crops& crops, const Recipe& recipe, Backend& backend,
                        std::span<const double> angles_deg, std::size_t most_nets, bool keeps_votes) {
    const GradingLogits logits = backend.grading_logits(recipe, crops, angles_deg, most_nets);
    GradedDiscs graded{tally_of(logits, recipe), logits.view_s};
    if (keeps_votes) graded.votes = votes_of(logits, recipe, frames_of(crops));
    return graded;
}

}  // namespace lumbar
