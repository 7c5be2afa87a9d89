// In all other editions.
#include "optim/step_on_gpu.h"

namespace lumbar {

bool step_on_gpu(const torch::Tensor&, const torch::Tensor&, const torch::Tensor&, const torch::Tensor&,
                 const kernels::AdamWStep&) {
    return false;
}

}  // namespace lumbar
