#include "nn/frames_tensor.h"

namespace lumbar {

torch::Tensor frames_tensor(const std::vector<std::uint8_t>& bytes, int frames, int height, int width) {
    // from_blob wants a mutable pointer; the view is only read, and copied by the conversion.
    auto* first = const_cast<std::uint8_t*>(bytes.data());
    return torch::from_blob(first, {frames, 1, height, width}, torch::kUInt8).to(torch::kFloat32).div_(255.0);
}

torch::Tensor mask_tensor(const std::vector<bool>& mask) {
    auto tensor = torch::empty({static_cast<std::int64_t>(mask.size())}, torch::kBool);
    for (std::size_t i = 0; i < mask.size(); ++i) tensor[static_cast<std::int64_t>(i)] = bool{mask[i]};
    return tensor;
}

}  // namespace lumbar
