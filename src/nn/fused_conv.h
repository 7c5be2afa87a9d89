// A convolution and what follows it in a trained net, batch norm and ReLU, as one operation for inference.
#pragma once

#include <torch/torch.h>

#include <optional>

#include "nn/compute_options.h"
#include "nn/packed_conv.h"
#include "nn/winograd_conv.h"

namespace lumbar {

// A batch norm's trained numbers, [C] each.
struct NormNumbers {
    torch::Tensor weight, bias, mean, variance;
    double epsilon = torch::nn::BatchNorm2dOptions(1).eps();
};

struct FoldedWeights {
    torch::Tensor weight;  // float32 [out,in/groups,K,K]
    torch::Tensor bias;    // float64 [out]
};

// Folds the norm that follows a convolution into its weight (Jacob et al. 2018, arXiv:1712.05877, equation
// 14).  On the CPU.
FoldedWeights fold_norm(const torch::Tensor& weight, const NormNumbers& norm);

class FusedConv {
  public:
    FusedConv(const torch::nn::Conv2dImpl& conv, const torch::nn::BatchNorm2dImpl& norm,
              const FusedConvOptions& options, const ComputeOptions& compute);
    // Any number of threads may call it.  [N,in,H,W] of any type and layout -> [N,out,H',W'] of the type that
    // it computes in, channels last
    torch::Tensor forward(const torch::Tensor& x);

  private:
    std::optional<PackedConv> plain_;
    std::optional<WinogradConv> winograd_;  // instead, where it is faster
};

}  // namespace lumbar
