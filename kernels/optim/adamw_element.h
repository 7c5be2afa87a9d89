// One weight with its gradient and running means in, one step of AdamW out: what a CPU and a GPU do alike.
#pragma once

#include <cmath>
#include <cstddef>

#include "kernels/device_function.h"
#include "kernels/optim/adamw.h"

namespace lumbar::kernels {

LUMBAR_DEVICE inline void step_weight(float& weight, float gradient, float& mean, float& square,
                                      const AdamWStep& step) {
    const float new_mean = mean * step.beta1 + gradient * step.one_minus_beta1;
    const float new_square = square * step.beta2 + gradient * gradient * step.one_minus_beta2;
    mean = new_mean;
    square = new_square;
    const float scale = std::sqrt(new_square) * step.square_scale + step.epsilon;
    weight = weight * step.decay - step.rate * new_mean / scale;
}

struct AdamWElement {
    float* weights = nullptr;
    const float* gradients = nullptr;
    float* means = nullptr;
    float* squares = nullptr;
    AdamWStep step;

    LUMBAR_DEVICE void operator()(std::size_t i) const {
        step_weight(weights[i], gradients[i], means[i], squares[i], step);
    }
};

}  // namespace lumbar::kernels
