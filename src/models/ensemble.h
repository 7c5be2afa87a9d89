// The nets of one recipe, loaded once each and asked together.
#pragma once

#include <torch/torch.h>

#include <vector>

namespace lumbar {

template <class Net>
struct Ensemble {
    std::vector<Net> nets;
    torch::Device device = torch::kCPU;
};

}  // namespace lumbar
