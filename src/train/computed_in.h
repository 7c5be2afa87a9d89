// A piece of a net computed in the precision asked for; its result is float32.
#pragma once

#include <torch/torch.h>

#include "nn/autocast.h"
#include "nn/compute_options.h"

namespace lumbar {

template <class Function>
torch::Tensor computed_in(const ComputeOptions& compute, const Function& function) {
    const Autocast scope(compute.device, compute.precision);
    return function().to(torch::kFloat32);
}

}  // namespace lumbar
