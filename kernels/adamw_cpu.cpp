#include <cmath>

#include "kernels/adamw.h"
#include "kernels/in_blocks.h"
#include "kernels/vectorised.h"

namespace lumbar::kernels {
namespace {

LUMBAR_VECTORISED void step_block(float* __restrict weights, const float* __restrict gradients,
                                  float* __restrict means, float* __restrict squares, std::size_t count,
                                  const AdamWStep step) {
    for (std::size_t i = 0; i < count; ++i) {
        const float gradient = gradients[i];
        const float mean = means[i] * step.beta1 + gradient * step.one_minus_beta1;
        const float square = squares[i] * step.beta2 + gradient * gradient * step.one_minus_beta2;
        means[i] = mean;
        squares[i] = square;
        const float scale = std::sqrt(square) * step.square_scale + step.epsilon;
        weights[i] = weights[i] * step.decay - step.rate * mean / scale;
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
