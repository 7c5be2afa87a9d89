// What the executable carries for GPUs, embedded by the build: the worker's program and the kernels' PTX.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lumbar::gpu {

// An ELF file (worker/worker.c).
std::span<const std::byte> worker_image();

// The kernels of one source of kernels/gpu, for GPUs of this compute capability and newer.
struct PtxText {
    std::string_view source;  // "conv"
    int compute;              // 75
    std::string_view text;    // without the 0 that follows it
};
std::span<const PtxText> ptx_texts();

}  // namespace lumbar::gpu
