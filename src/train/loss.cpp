#include "train/loss.h"

#include <limits>

#include "nn/device.h"
#include "score/metric.h"

namespace lumbar {

torch::Tensor weighted_cross_entropy(const torch::Tensor& logits, const torch::Tensor& targets) {
    const auto known = targets.select(1, 0) != kUnknown;  // [N]
    // As the reference: a label of exactly 0 never decides, not even among unknown ones.
    const auto heaviest =
        targets.masked_fill(targets == 0, -std::numeric_limits<float>::infinity()).argmax(1);  // [N]
    const auto class_weights = sent_to(
        targets.device(), torch::tensor(torch::ArrayRef<double>(kClassWeights.data(), kClassWeights.size()),
                                        targets.scalar_type()));
    const auto weight = class_weights.index_select(0, heaviest) * known;
    const auto loss = -(targets * logits.log_softmax(1)).sum(1);  // [N]
    return (loss * weight).mean();
}

torch::Tensor point_loss(const torch::Tensor& points, const torch::Tensor& targets) {
    const auto inside = (targets >= 0).logical_and(targets <= 1);
    const auto distance = (points - targets).abs().masked_fill(inside.logical_not(), 0);
    return distance.sum() / inside.sum().clamp_min(1);
}

}  // namespace lumbar
