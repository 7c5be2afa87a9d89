// A small linear layer in float32, any sizes: a warp an output.
#include "kernels/gpu/channels.cuh"
#include "kernels/gpu/sum_over_threads.cuh"

KERNEL(kLinearThreads, 1) linear_f32(LinearArgs a) {
    const long thread = static_cast<long>(blockIdx.x) * kLinearThreads + threadIdx.x, index = thread / kLanes;
    if (index >= static_cast<long>(a.rows) * a.out) return;  // a whole warp
    const int out = static_cast<int>(index % a.out);
    const long row = index / a.out;
    float sum = 0;
    for (int i = threadIdx.x % kLanes; i < a.in; i += kLanes)
        sum = fused_multiply_add(a.input[row * a.in + i], a.weight[static_cast<long>(out) * a.in + i], sum);
    sum = sum_over_warp(sum);
    if (threadIdx.x % kLanes == 0) a.output[index] = activated(sum + a.bias[out], a.activation);
}
