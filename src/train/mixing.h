// Mixes the features and labels of some discs of a batch, in the solution's two ways (golden
// train.safetensors).  N discs, S frames, C features, L label columns.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "base/random.h"

namespace lumbar {

struct MixedDiscs {
    torch::Tensor features;  // [N,S,C]
    torch::Tensor labels;    // [N,L]
    torch::Tensor mask;      // [N,S]
};

// Discs in `chosen` (bool [N]) take the second half of their frames - the right side -, that half's mask and
// the label columns `right` from disc `partner[i]` (int64 [N]) of the batch.
MixedDiscs cutmix(const MixedDiscs& discs, const torch::Tensor& partner, const torch::Tensor& chosen,
                  const std::vector<std::int64_t>& right);

struct MixedFeatures {
    std::vector<torch::Tensor> pooled;  // [N,C] each
    torch::Tensor labels;               // [N,L]
};

// Manifold mixup (Verma et al. 2019, arXiv:1806.05236): discs in `chosen` whose own and previous disc's
// labels are all known become gamma x themselves + (1 - gamma) x the previous one; the first one's previous
// is the last.
MixedFeatures manifold_mixup(const MixedFeatures& discs, const torch::Tensor& chosen, double gamma);

// Which discs are mixed and how, from one stream of random numbers: the same on every device.
torch::Tensor draw_chosen(Random& random, std::int64_t count, double chance);  // bool [N]
torch::Tensor draw_partners(Random& random, std::int64_t count);               // int64 [N], a permutation
double draw_beta(Random& random, double alpha);                                // of Beta(alpha, alpha)

}  // namespace lumbar
