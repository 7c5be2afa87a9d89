// A 3x3 convolution that keeps the size, with a fourth or a third of the multiplications: Winograd's (Lavin
// and Gray 2016, arXiv:1509.09308).
#pragma once

#include <cstdint>

#include <torch/torch.h>

#include "nn/packed_conv.h"

namespace lumbar {

// On a CPU, in float32 or bfloat16.
class WinogradConv {
  public:
    // weight [out,in,3,3] and bias [out], float32; `precision`: of all that it computes; `values_at_once`:
    // see ConvChoice
    WinogradConv(const torch::Tensor& weight, const torch::Tensor& bias, bool relu,
                 torch::ScalarType precision, std::int64_t values_at_once);
    // Any number of threads may call it.  [N,in,H,W] of any type and layout -> [N,out,H,W] of `precision`,
    // channels last
    torch::Tensor forward(const torch::Tensor& x);

    // Whether it can compute the convolution with a weight [out,in,K,K].
    static bool fits(const torch::Tensor& weight, const FusedConvOptions& options,
                     torch::ScalarType precision);
    // The part of it that the channels decide.
    static bool suits(std::int64_t in, std::int64_t out);

  private:
    template <class Value>
    torch::Tensor forward_as(const torch::Tensor& input);

    torch::Tensor bias_;
    bool relu_;
    std::int64_t values_at_once_;
    PackedConv products_;  // a group for each of a tile's products
};

}  // namespace lumbar
