#include "core/net_votes.h"

namespace lumbar {

Probabilities FindingVote::mean() const {
    Probabilities mean{};
    for (const Probabilities& view : views) {
        for (std::size_t i = 0; i < kClasses; ++i) mean[i] += view[i];
    }
    for (double& share : mean) share /= static_cast<double>(views.size());
    return mean;
}

}  // namespace lumbar
