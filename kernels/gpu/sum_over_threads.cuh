// A sum over the lanes of a warp, and over the threads of a block.
#pragma once
#include "kernels/gpu/cuda_words.cuh"

// Every lane gets the sum.
DEVICE float sum_over_warp(float value) {
    UNROLL for (int mask = kLanes / 2; mask > 0; mask /= 2) value += shuffle_xor(value, mask);
    return value;
}

// Every thread gets the sum.  `sums`: shared, a float a warp.
template <int kThreads>
DEVICE float sum_over_block(float value, float* sums) {
    value = sum_over_warp(value);
    __syncthreads();  // the previous sum has been read
    if (threadIdx.x % kLanes == 0) write_shared(sums + threadIdx.x / kLanes, value);
    __syncthreads();
    float sum = 0;
    UNROLL for (int warp = 0; warp < kThreads / kLanes; ++warp) sum += read_shared(sums + warp);
    return sum;
}
