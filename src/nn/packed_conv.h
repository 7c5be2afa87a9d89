// A convolution with bias and maybe ReLU, as one operation for inference.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <mutex>

namespace lumbar {

struct FusedConvOptions {
    std::int64_t stride = 1, padding = 0, groups = 1;
    bool relu = true;
};

// On a CPU bias and ReLU are computed inside oneDNN's convolution where this LibTorch offers that (2.0 and
// newer), elsewhere after it.
class PackedConv {
  public:
    // weight [out,in/groups,K,K] and bias [out]: on the device and of the type that it computes in
    PackedConv(const torch::Tensor& weight, torch::Tensor bias, const FusedConvOptions& options);
    // Any number of threads may call it.  [N,in,H,W] of any type and layout -> [N,out,H',W'] of the type that
    // it computes in, channels last
    torch::Tensor forward(const torch::Tensor& x);

    // Whether this LibTorch computes it in one go on a CPU.
    static bool is_fast_on_cpu();
    // Whether this CPU can compute it in bfloat16: oneDNN lays such weights out for AVX-512 alone.
    static bool has_bfloat16_on_cpu();

  private:
    torch::Tensor weight_, bias_;
    FusedConvOptions options_;
    bool is_pointwise_;      // of each pixel alone
    std::once_flag packed_;  // into oneDNN's own layout
};

}  // namespace lumbar
