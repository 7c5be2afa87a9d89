// Where a net computes, and in what.
#pragma once

#include <torch/torch.h>

namespace lumbar {

struct ComputeOptions {
    torch::Device device = torch::kCPU;
    torch::ScalarType precision =
        torch::kFloat32;  // of convolutions and matrix products; losses stay float32
    int threads = 1;
    bool winograd = true;  // on a CPU, where it is faster; false: the plain convolution everywhere
};

}  // namespace lumbar
