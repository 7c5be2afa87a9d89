// A 3x3 convolution that keeps the size, with a fourth of the multiplications: Winograd's (Lavin and Gray
// 2016, arXiv:1509.09308).
#pragma once

#include <torch/torch.h>

#include "nn/packed_conv.h"

namespace lumbar {

// On a CPU, in float32: in bfloat16 its additions would lose too much, and what they cost is no less.
class WinogradConv {
  public:
    // weight [out,in,3,3] and bias [out]
    WinogradConv(const torch::Tensor& weight, torch::Tensor bias, bool relu);
    // Any number of threads may call it.  [N,in,H,W] -> float32 [N,out,H,W], channels last
    torch::Tensor forward(const torch::Tensor& x);

    // Whether that is faster than the plain convolution with a weight [out,in,K,K].
    static bool pays(const torch::Tensor& weight, const FusedConvOptions& options);

  private:
    torch::Tensor bias_;
    bool relu_;
    PackedConv products_;  // a group for each of the 36 products
};

}  // namespace lumbar
