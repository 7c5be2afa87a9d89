// Converts byte frames to tensors that are still bytes: a quarter of the traffic to a device.
#pragma once

#include <torch/torch.h>

#include "core/stack.h"

namespace lumbar {

torch::Tensor byte_tensor(const ByteStack& frames);  // -> uint8 [S,H,W]

// uint8 [...,H,W], 0..255 -> float32 [...,1,H,W], 0..1: a net's input
torch::Tensor unit_range(const torch::Tensor& bytes);

}  // namespace lumbar
