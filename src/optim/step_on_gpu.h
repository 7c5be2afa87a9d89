// Steps weights that lie on a GPU of LibTorch's, by a kernel of our own; the edition decides whether there is
// one.
#pragma once

#include <torch/torch.h>

#include "kernels/optim/adamw.h"

namespace lumbar {

// All four lie alike on one GPU.  -> whether they were stepped: false where the program has no such kernel.
bool step_on_gpu(const torch::Tensor& weight, const torch::Tensor& gradient, const torch::Tensor& mean,
                 const torch::Tensor& square, const kernels::AdamWStep& step);

}  // namespace lumbar
