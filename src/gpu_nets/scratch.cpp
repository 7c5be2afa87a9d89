#include "gpu_nets/scratch.h"

#include <algorithm>

namespace lumbar::gpu {

// First fit: lists take few parts, most of them of sizes that come again.
Address Scratch::take(std::size_t bytes) {
    constexpr std::size_t kAlignment = 256;
    const std::size_t size = (std::max<std::size_t>(bytes, 1) + kAlignment - 1) / kAlignment * kAlignment;
    std::size_t offset = 0;
    for (const auto& [start, length] : taken_) {
        if (start - offset >= size) break;
        offset = start + length;
    }
    taken_.emplace(offset, size);
    peak_ = std::max(peak_, offset + size);
    return base_ + offset;
}

void Scratch::give_back(Address part) {
    taken_.erase(static_cast<std::size_t>(part - base_));
}

}  // namespace lumbar::gpu
