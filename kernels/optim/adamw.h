// Weights and gradients in, the weights after one step of AdamW out, in place.
#pragma once

#include <cstddef>

namespace lumbar::kernels {

// Loshchilov and Hutter 2019 (arXiv:1711.05101), algorithm 2, with the bias corrections taken together.
struct AdamWStep {
    float decay = 1;                       // what is left of a weight: 1 - lr * weight decay
    float beta1 = 0, one_minus_beta1 = 1;  // rounded from double each: 1 - 0.9f is not 0.1f
    float beta2 = 0, one_minus_beta2 = 1;
    float rate = 0;          // lr / (1 - beta1^t)
    float square_scale = 1;  // 1 / sqrt(1 - beta2^t)
    float epsilon = 0;
};

// One pass over memory where a formula a pass takes nine.  The arrays hold `count` values each and must not
// overlap; `threads` is at least 1, the result does not depend on it.
void adamw_step(float* weights, const float* gradients, float* means, float* squares, std::size_t count,
                const AdamWStep& step, int threads);

// The same on the GPU that is current, to the last bit: the arrays lie in its memory, `stream` is a
// cudaStream_t.  Does not wait for the GPU; throws std::runtime_error if it takes no work.  Where the program
// is built without nvcc, there is no such function.
void launch_adamw_step(float* weights, const float* gradients, float* means, float* squares,
                       std::size_t count, const AdamWStep& step, void* stream);

}  // namespace lumbar::kernels
