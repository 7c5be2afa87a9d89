#include "gpu_roofline/time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kernels/gpu/block_sizes.h"

namespace lumbar::roofline {
namespace {

constexpr double kSchedulers = 4;  // of a multiprocessor, each issues an instruction of a warp a cycle
// From a block's start to its first product, in cycles: a read of memory (Jia et al. 2019 and Luo et al. 2024
// measured 430 to 660 cycles) and a barrier.  Blocks of a wave wait together, nothing else runs: counted once
// a wave, since the blocks of later waves start one by one, while others compute, this is too much for many
// waves.
constexpr double kFirstReadCycles = 700;

int resident_blocks(const Work& work, const GpuSheet& gpu, const KernelResources& used) {
    const int warps = (work.threads + gpu::kLanes - 1) / gpu::kLanes;
    const int warp_registers = (used.registers * gpu::kLanes + 255) / 256 * 256;  // handed out in 256
    const int by_registers = gpu.registers / (warp_registers * warps);
    const int reserved = gpu.compute >= 80 ? 1024 : 0;  // of shared memory, a block
    const int shared = used.shared_bytes + reserved;
    const int by_shared = shared > 0 ? gpu.shared_size / shared : gpu.blocks;
    return std::max(1, std::min({by_registers, by_shared, gpu.threads / work.threads, gpu.blocks}));
}

}  // namespace

Time estimate_time(const Work& work, const GpuSheet& gpu, const ResourceTable& resources) {
    Time time;
    time.resident = resident_blocks(work, gpu, find_resources(resources, work.kernel, gpu.compute));
    time.occupancy = 1.0 * time.resident * work.threads / gpu.threads;
    const auto blocks = static_cast<double>(work.blocks);
    const double deepest = std::ceil(blocks / gpu.multiprocessors);  // blocks of the busiest multiprocessor
    time.waves = blocks / gpu.multiprocessors / time.resident;
    time.tail = blocks / gpu.multiprocessors / deepest;
    const double warps = std::ceil(work.threads / 32.0);
    const double busy = deepest / gpu.clock_hz;  // s, if a block takes a cycle
    time.mma = busy * work.mma_macs / gpu.mma_macs;
    time.shared = busy * work.shared_bytes / gpu.shared_bytes;
    // With fewer warps than schedulers some of these have nothing to issue.
    time.issue = busy * work.instructions * warps /
                 std::min(kSchedulers, warps * std::min<double>(deepest, time.resident));
    time.memory = work.memory_bytes / gpu.memory_bytes_s;
    time.l2 = std::max(work.memory_bytes, blocks * work.l2_bytes) / gpu.l2_bytes_s;
    time.latency = kFirstReadCycles / gpu.clock_hz * std::ceil(deepest / time.resident);
    if (work.tile) time.ideal = work.macs / (gpu.multiprocessors * gpu.mma_macs * gpu.clock_hz);
    const std::array<std::pair<double, const char*>, 5> parts = {{{time.mma, "mma"},
                                                                  {time.shared, "shared"},
                                                                  {time.issue, "issue"},
                                                                  {time.memory, "memory"},
                                                                  {time.l2, "L2"}}};
    const auto longest = *std::max_element(parts.begin(), parts.end());
    time.total = longest.first + time.latency;
    time.bound = longest.second;
    return time;
}

}  // namespace lumbar::roofline
