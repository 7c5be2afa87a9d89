#include "kernels/optim/adamw_element.h"
#include "kernels/optim/launch_each.cuh"

namespace lumbar::kernels {

void launch_adamw_step(float* weights, const float* gradients, float* means, float* squares,
                       std::size_t count, const AdamWStep& step, void* stream) {
    launch_each("step weights", count, AdamWElement{weights, gradients, means, squares, step}, stream);
}

}  // namespace lumbar::kernels
