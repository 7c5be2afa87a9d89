// Plans the memory of a GPU before the first study: weights that stay, and room for what a run computes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace lumbar::gpu {

struct MemoryPlan {
    std::int64_t pass_pixels = 0;   // image points that pass through a backbone at a time
    std::size_t scratch_bytes = 0;  // for the largest run
    std::size_t weight_bytes = 0;   // for the nets that are on the GPU at a time
    bool holds_all_nets = false;    // else a net's weights are uploaded again when it is needed
};

// `net_bytes`: the weights of each net.  `scratch_for`: bytes that the largest run needs at so many pixels a
// pass. Where memory is scarce passes become smaller first, then fewer nets stay.  Throws GpuMemoryFull if
// not even one net fits with the smallest pass.
MemoryPlan plan_memory(std::span<const std::size_t> net_bytes,
                       const std::function<std::size_t(std::int64_t pass_pixels)>& scratch_for,
                       std::uint64_t free_bytes);

// "all nets (4.2 GB) stay on the GPU, passes of 8.4 megapixels, 1.4 GB": for the log.
std::string describe(const MemoryPlan& plan);

}  // namespace lumbar::gpu
