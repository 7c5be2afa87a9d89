#include "kernels/in_blocks.h"
#include "kernels/optim/adamw_element.h"
#include "kernels/vectorised.h"

namespace lumbar::kernels {
namespace {

LUMBAR_VECTORISED void step_block(float* __restrict weights, const float* __restrict gradients,
                                  float* __restrict means, float* __restrict squares, std::size_t count,
                                  const AdamWStep step) {
    for (std::size_t i = 0; i < count; ++i) {
        step_weight(weights[i], gradients[i], means[i], squares[i], step);
    }
}

}  // namespace

void adamw_step(float* weights, const float* gradients, float* means, float* squares, std::size_t count,
                const AdamWStep& step, int threads) {
    in_blocks(count, threads, [&](std::size_t first, std::size_t size) {
        step_block(weights + first, gradients + first, means + first, squares + first, size, step);
    });
}

}  // namespace lumbar::kernels
