// A convolution and what follows it in a trained net, batch norm and ReLU, as one operation for inference.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <mutex>

#include "nn/compute_options.h"

namespace lumbar {

struct FusedConvOptions {
    std::int64_t stride = 1, padding = 0, groups = 1;
    bool relu = true;
};

// The norm is folded into weights and bias (Jacob et al. 2018, arXiv:1712.05877, equation 14); on a CPU bias
// and ReLU are computed inside oneDNN's convolution where this LibTorch offers that (2.0 and newer),
// elsewhere after it.
class FusedConv {
  public:
    FusedConv(const torch::nn::Conv2dImpl& conv, const torch::nn::BatchNorm2dImpl& norm,
              const FusedConvOptions& options, const ComputeOptions& compute);
    // Any number of threads may call it.  [N,in,H,W] of any type and layout -> [N,out,H',W'] of the type that
    // it computes in, channels last
    torch::Tensor forward(const torch::Tensor& x);

  private:
    torch::Tensor weight_, bias_;
    FusedConvOptions options_;
    std::once_flag packed_;  // into oneDNN's own layout
};

}  // namespace lumbar
