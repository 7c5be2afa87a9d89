// A scope of mixed precision: inside it Torch's autocast runs convolutions and matrix products in a 16-bit
// type and keeps in float32 what needs it.
// Micikevicius et al., Mixed Precision Training, ICLR 2018, https://arxiv.org/abs/1710.03740
#pragma once

#include <torch/torch.h>

#include "config/precision.h"

namespace lumbar {

// float32 (no autocast), bfloat16 or half.  automatic: half on a GPU; on a CPU bfloat16 if
// has_fast_bfloat16(), else float32.  Throws Error (usage) for fp16 on a CPU, whose kernels for it are
// missing or slow.
torch::ScalarType choose_precision(Precision request, const torch::Device& device);

// Whether this CPU multiplies bfloat16 (AVX512-BF16, which every CPU with AMX-BF16 has too) and this LibTorch
// has oneDNN, without which its bfloat16 kernels are plain loops.
bool multiplies_bfloat16();

// Whether that is faster than float32 here, as far as the kind of CPU tells; `lumbar tune` measures it.
bool has_fast_bfloat16();

// What autocast now computes in on this kind of device; float32 if it is off.
torch::ScalarType autocast_type(const torch::Device& device);

// From its construction to its end, autocast in `type` on the device's kind; float32: without autocast.  The
// one that ends last drops the cached 16-bit copies of the weights, so that the next step casts the weights
// as they are then.
class Autocast {
  public:
    Autocast(const torch::Device& device, torch::ScalarType type);
    ~Autocast();
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

  private:
    torch::DeviceType device_;
    bool was_enabled_;
    torch::ScalarType previous_type_;
};

}  // namespace lumbar
