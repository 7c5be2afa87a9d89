// A function of an index in, a GPU's kernel that calls it for every index out.
#pragma once

#include <cuda_runtime.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace lumbar::kernels {

// `what` completes "a GPU cannot".
inline void check_gpu(cudaError_t status, const char* what) {
    if (status == cudaSuccess) return;
    throw std::runtime_error(std::string("a GPU cannot ") + what + ": " + cudaGetErrorString(status));
}

template <class Element>
__global__ void call_each(std::size_t count, const Element element) {
    const std::size_t threads = std::size_t{gridDim.x} * blockDim.x;
    for (std::size_t i = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x; i < count; i += threads) {
        element(i);
    }
}

// Calls element(0 .. count-1) on the GPU that is current, in the order of `stream` (a cudaStream_t), and does
// not wait for it.
template <class Element>
void launch_each(const char* what, std::size_t count, const Element& element, void* stream) {
    if (count == 0) return;
    constexpr std::size_t kThreads = 256, kMostBlocks = std::size_t{1} << 20;
    const auto blocks = static_cast<unsigned>(std::min((count - 1) / kThreads + 1, kMostBlocks));
    call_each<<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(count, element);
    check_gpu(cudaGetLastError(), what);
}

}  // namespace lumbar::kernels
