// What one launch of a kernel has to do, counted from its arguments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "gpu/command_list.h"
#include "kernels/gpu/launch.h"

namespace lumbar::roofline {

// What a launch is counted as.
enum class Group { convolution, depthwise, head_product, other };

struct Work {
    std::string kernel, layer;  // "conv 3x3 64 -> 64, 32x32"
    Group group = Group::other;
    double macs = 0;
    double memory_bytes = 0;  // inputs once, weights once, outputs: the L2 cache holds what blocks share
    std::int64_t blocks = 1;
    int threads = 0;
    double instructions = 0;  // issued by a warp of the kernel, all in all

    // Of conv_* alone, a block's:
    const gpu::ConvTile* tile = nullptr;
    double steps = 0;         // of depth
    double mma_macs = 0;      // tile padding included
    double shared_bytes = 0;  // read and written
    double l2_bytes = 0;      // read
};

// Convolutions of images of one pixel are matrix products: the heads', and the backbone's last.
Work count_work(const std::string& kernel, gpu::Grid grid, gpu::Grid block, std::span<const std::byte> args,
                int compute);

}  // namespace lumbar::roofline
