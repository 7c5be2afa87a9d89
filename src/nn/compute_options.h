// Where a net computes, and in what.
#pragma once

#include <torch/torch.h>

#include "nn/conv_table.h"

namespace lumbar {

struct ComputeOptions {
    torch::Device device = torch::kCPU;
    torch::ScalarType precision =
        torch::kFloat32;  // of convolutions and matrix products; losses stay float32
    int threads = 1;
    ConvTable convs{};  // of a CPU
};

}  // namespace lumbar
