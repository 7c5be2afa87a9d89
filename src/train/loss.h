// Computes the loss of a net's outputs against the labels.
#pragma once

#include <torch/torch.h>

namespace lumbar {

// In a row of soft labels: nobody knows.
inline constexpr double kUnknown = -100;

// logits [N,3], targets [N,3]: soft labels, kUnknown throughout a row where unlabelled.  A row weighs 1, 2 or
// 4 by the class with its largest label, an unlabelled one 0; mean over all rows, unlabelled ones too (the
// solution's loss; golden train.safetensors).
torch::Tensor weighted_cross_entropy(const torch::Tensor& logits, const torch::Tensor& targets);

// points [B,20], targets [B,20] relative to the image: mean distance a coordinate.  Targets outside 0..1,
// moved out of the picture by an augmentation, do not count.
torch::Tensor point_loss(const torch::Tensor& points, const torch::Tensor& targets);

}  // namespace lumbar
