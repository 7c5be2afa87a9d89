#include "gpu_nets/memory_plan.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "gpu/gpu.h"

namespace lumbar::gpu {
namespace {

// A pass of 8 megapixels keeps the multiprocessors of the largest GPUs busy in the last stage, too (its
// images have 1/1024 of the points); one of 1/16 megapixel is a single image of the largest recipe.
constexpr std::int64_t kMostPixels = std::int64_t{8} << 20, kLeastPixels = std::int64_t{1} << 16;

// The driver takes memory for the compiled kernels and its own tables after we have looked.
std::uint64_t usable(std::uint64_t free_bytes) {
    constexpr std::uint64_t kReserve = std::uint64_t{192} << 20;
    const std::uint64_t reserve = std::min(kReserve, free_bytes / 8);
    return free_bytes - reserve;
}

// Weights lie at multiples of 256 bytes.
std::size_t aligned(std::size_t bytes) {
    return (bytes + 255) / 256 * 256;
}

}  // namespace

MemoryPlan plan_memory(std::span<const std::size_t> net_bytes,
                       const std::function<std::size_t(std::int64_t)>& scratch_for,
                       std::uint64_t free_bytes) {
    const std::size_t all =
        std::transform_reduce(net_bytes.begin(), net_bytes.end(), std::size_t{0}, std::plus<>(), aligned);
    const std::size_t largest = aligned(*std::max_element(net_bytes.begin(), net_bytes.end()));
    const std::uint64_t available = usable(free_bytes);
    std::size_t scratch = 0;
    for (std::int64_t pixels = kMostPixels; pixels >= kLeastPixels; pixels /= 2) {
        scratch = scratch_for(pixels);
        if (all + scratch <= available) return {pixels, scratch, all, true};
    }
    if (largest + scratch <= available) {
        return {kLeastPixels, scratch, static_cast<std::size_t>(available - scratch), false};
    }
    char reason[160];
    std::snprintf(reason, sizeof reason,
                  "%.2f GB of memory are free, one net and the smallest pass need %.2f GB",
                  static_cast<double>(free_bytes) / 1e9,
                  static_cast<double>(largest + scratch + (free_bytes - available)) / 1e9);
    throw GpuMemoryFull(reason);
}

std::string describe(const MemoryPlan& plan) {
    char text[160];
    std::snprintf(text, sizeof text, "%s %.2f GB of weights, passes of %.2f megapixels in %.2f GB",
                  plan.holds_all_nets ? "all nets stay in" : "nets take turns in",
                  static_cast<double>(plan.weight_bytes) / 1e9, static_cast<double>(plan.pass_pixels) / 1e6,
                  static_cast<double>(plan.scratch_bytes) / 1e9);
    return text;
}

}  // namespace lumbar::gpu
