// Weights of zeros for nets of which only the shape counts.
#pragma once

#include <string>
#include <vector>

#include "gpu_nets/weight_source.h"

namespace lumbar::test {

class ZeroWeights : public gpu::WeightSource {
  public:
    gpu::FoldedConv conv(const std::string&, const gpu::ConvShape& shape) override {
        const auto count = static_cast<std::size_t>(shape.out * shape.in) *
                           static_cast<std::size_t>(shape.size * shape.size);
        return {std::vector<float>(count), std::vector<float>(static_cast<std::size_t>(shape.out))};
    }
    std::vector<float> tensor(const std::string&, std::size_t elements) override {
        return std::vector<float>(elements);
    }
};

}  // namespace lumbar::test
