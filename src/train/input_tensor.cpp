#include "train/input_tensor.h"

#include <algorithm>
#include <cstdint>

namespace lumbar {

torch::Tensor byte_tensor(const ByteStack& frames) {
    auto tensor = torch::empty({frames.frames, frames.height, frames.width}, torch::kUInt8);
    std::copy(frames.pixels.begin(), frames.pixels.end(), tensor.data_ptr<std::uint8_t>());
    return tensor;
}

torch::Tensor unit_range(const torch::Tensor& bytes) {
    return bytes.to(torch::kFloat32).div_(255.0).unsqueeze(-3);
}

}  // namespace lumbar
