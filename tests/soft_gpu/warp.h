// 32 threads that execute a kernel's instructions together.
//
// Each lane has its own place in the code.  The lanes at the smallest place run until they reach the place of
// others, which then join them; lanes at a barrier, or at an instruction that needs lanes that are elsewhere,
// wait.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kernel.h"
#include "memory.h"
#include "shared_memory.h"
#include "statistics.h"

namespace ptx {

constexpr bool has_lane(Mask mask, int lane) {
    return (mask >> lane & 1) != 0;
}
inline int first_lane(Mask mask) {
    return std::countr_zero(mask);
}

// What the warps of a block have in common.
struct BlockContext {
    const Kernel& kernel;
    const char* parameters;
    Memory& memory;
    SharedMemory& shared;
    Statistics& statistics;
    bool counts_banks = false;
    unsigned index[3] = {};
};

// A cp.async on its way.
struct AsyncCopy {
    std::uint64_t to;
    std::uint8_t lane, size;
    unsigned char data[16];
};

struct Warp {
    Warp(BlockContext& context, unsigned first, unsigned block_threads, const unsigned (&block_shape)[3],
         const unsigned (&grid_shape)[3]);

    void start_block();
    // Runs until all lanes have exited or wait at a barrier of the block.
    void run();
    bool has_exited() const { return alive == 0; }
    void leave_barrier(Time now) {
        at_barrier = 0;
        synchronised = now;
    }

    template <class T>
    T* lanes(std::uint32_t slot) {
        return reinterpret_cast<T*>(registers.data() + slot);
    }
    Mask& predicate(std::uint32_t slot) { return *lanes<Mask>(slot); }

    // The allocation of the last access is likely that of the next.
    const Allocation& find_allocation(std::uint64_t address, std::size_t bytes, const Instruction& i,
                                      int lane);

    [[noreturn]] void fault(int code, const Instruction& i, int lane, const std::string& what) const;

    BlockContext& block;
    unsigned first_thread;
    Mask existing;  // lanes that the block has
    std::vector<std::byte> registers;
    std::vector<char> local;  // [lane][bytes]
    Allocation allocation;
    std::vector<AsyncCopy> copies;         // in order of issue
    std::vector<std::size_t> copy_groups;  // how many copies each group that is not yet complete has
    std::size_t uncommitted_copies = 0;
    Time synchronised = 0;

    Mask alive = 0, at_barrier = 0;
    std::int32_t barrier_place = -1;

  private:
    void execute(const Instruction& i);
    void branch(const Instruction& i, Mask mask);
    void exit(Mask mask);
    void wait_at_barrier(const Instruction& i, Mask mask);
    void run_together(const Instruction& i, Mask mask);
    void go_on();
    void regroup();
    [[noreturn]] void fault_deadlock();

    Mask active_ = 0, parked_ = 0;  // parked: at an instruction that other lanes must reach
    std::int32_t place_ = 0;        // of the active lanes: an index into the code
    std::int32_t next_place_ = 0;   // the smallest of the lanes that could run but are not active
    std::int32_t places_[kLanes];   // of the others
};

}  // namespace ptx
