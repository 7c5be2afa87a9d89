// Converts byte frames to a net's input.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace lumbar {

// 0..255 -> 0..1.  `bytes` holds [frames,height,width]; -> float32 [frames,1,height,width]
torch::Tensor frames_tensor(const std::vector<std::uint8_t>& bytes, int frames, int height, int width);

// -> bool [S]
torch::Tensor mask_tensor(const std::vector<bool>& mask);

}  // namespace lumbar
