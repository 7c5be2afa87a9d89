// Runs the blocks of a grid on all cores.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "ptx.h"
#include "warp.h"

namespace ptx {
namespace {

// Runs one block after the other, in the same memory.
class BlockRunner {
  public:
    BlockRunner(const Kernel& kernel, const Launch& launch, Memory& memory)
        : shared_(shared_bytes(kernel, launch), kernel.shared_unit),
          context_{kernel, launch.parameters.data(), memory, shared_, statistics_, launch.counts_banks} {
        const unsigned threads = launch.block[0] * launch.block[1] * launch.block[2];
        warps_.reserve((threads + kLanes - 1) / kLanes);
        for (unsigned first = 0; first < threads; first += kLanes) {
            warps_.emplace_back(context_, first, threads, launch.block, launch.grid);
        }
    }

    void run(const unsigned (&index)[3]) {
        std::copy_n(index, 3, context_.index);
        shared_.start_block();
        for (Warp& warp : warps_) {
            warp.start_block();
            warp.leave_barrier(shared_.pass_warp_barrier());
        }
        do {
            for (Warp& warp : warps_) warp.run();
        } while (pass_barrier());
        ++statistics_.blocks;
    }

    const Statistics& statistics() const { return statistics_; }

  private:
    static std::size_t shared_bytes(const Kernel& kernel, const Launch& launch) {
        if (!kernel.uses_dynamic_shared) return kernel.shared_bytes;
        return (kernel.shared_bytes + 15) / 16 * 16 + launch.dynamic_shared_bytes;
    }

    // True: all threads waited at the same barrier.  False: all have exited.
    bool pass_barrier() {
        const auto waits = [](const Warp& warp) { return warp.at_barrier != 0; };
        const auto first = std::find_if(warps_.begin(), warps_.end(), waits);
        if (first == warps_.end()) return false;
        const Instruction& barrier = context_.kernel.code[static_cast<std::size_t>(first->barrier_place)];
        for (const Warp& warp : warps_) {
            const Mask missing = warp.existing & ~warp.at_barrier;
            if (missing != 0)
                warp.fault(kLaunchFailed, barrier, first_lane(missing),
                           "has exited, while others wait at a barrier");
            if (warp.barrier_place != first->barrier_place) {
                warp.fault(kLaunchFailed, barrier, 0,
                           "waits at another barrier, that of PTX line " +
                               std::to_string(
                                   context_.kernel.code[static_cast<std::size_t>(warp.barrier_place)].line));
            }
        }
        const Time now = shared_.pass_barrier();
        for (Warp& warp : warps_) warp.leave_barrier(now);
        return true;
    }

    Statistics statistics_;
    SharedMemory shared_;
    BlockContext context_;
    std::vector<Warp> warps_;
};

class GridRunner {
  public:
    GridRunner(const Kernel& kernel, const Launch& launch, Memory& memory)
        : kernel_(kernel),
          launch_(launch),
          memory_(memory),
          blocks_(std::size_t{launch.grid[0]} * launch.grid[1] * launch.grid[2]) {}

    Statistics run() {
        const std::size_t cores =
            launch_.threads ? launch_.threads : std::max(1u, std::thread::hardware_concurrency());
        std::vector<std::thread> helpers;
        for (std::size_t n = 1; n < std::min(cores, blocks_); ++n)
            helpers.emplace_back([this] { take_blocks(); });
        take_blocks();
        for (std::thread& helper : helpers) helper.join();
        if (fault_) throw *fault_;
        return statistics_;
    }

  private:
    void take_blocks() {
        BlockRunner runner(kernel_, launch_, memory_);
        for (std::size_t block; (block = next_.fetch_add(1)) < blocks_ && block < failed_.load();) {
            const std::size_t x = launch_.grid[0], y = launch_.grid[1];
            try {
                runner.run({static_cast<unsigned>(block % x), static_cast<unsigned>(block / x % y),
                            static_cast<unsigned>(block / x / y)});
            } catch (const Fault& fault) {
                note_fault(block, fault);
                break;
            }
        }
        const std::lock_guard lock(mutex_);
        statistics_ += runner.statistics();
    }

    // Blocks are taken in order, so that those before the first fault all run to their end.
    void note_fault(std::size_t block, const Fault& fault) {
        const std::lock_guard lock(mutex_);
        if (block >= failed_.load()) return;
        failed_ = block;
        fault_ = fault;
    }

    const Kernel& kernel_;
    const Launch& launch_;
    Memory& memory_;
    std::size_t blocks_;
    std::atomic<std::size_t> next_{0}, failed_{~std::size_t{0}};
    std::mutex mutex_;
    std::optional<Fault> fault_;
    Statistics statistics_;
};

}  // namespace

Statistics run(const Kernel& kernel, const Launch& launch, Memory& memory) {
    if (launch.parameters.size() != kernel.parameter_bytes) {
        throw Error(kernel.name + " takes " + std::to_string(kernel.parameter_bytes) +
                    " bytes of parameters, not " + std::to_string(launch.parameters.size()));
    }
    return GridRunner(kernel, launch, memory).run();
}

}  // namespace ptx
