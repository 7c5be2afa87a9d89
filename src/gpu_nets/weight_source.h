// Where a net's trained weights come from when it is packed for a GPU.
#pragma once

#include <string>
#include <vector>

namespace lumbar::gpu {

// A convolution with the batch norm that follows it folded in (Jacob et al. 2018, arXiv:1712.05877, equation
// 14).
struct FoldedConv {
    std::vector<float> weight;  // [out,in,K,K]
    std::vector<float> bias;    // [out]
};

// The shape that a convolution must have; `in` is 1 for a depthwise one.
struct ConvShape {
    int out = 0, in = 0, size = 1;
};

class WeightSource {
  public:
    virtual ~WeightSource() = default;
    // NAME.conv.weight with NAME.bn.*.  Throws Error (weights) if they are missing or of another shape.
    virtual FoldedConv conv(const std::string& name, const ConvShape& shape) = 0;
    // Throws Error (weights) if it is missing or has another number of elements.
    virtual std::vector<float> tensor(const std::string& name, std::size_t elements) = 0;
};

}  // namespace lumbar::gpu
