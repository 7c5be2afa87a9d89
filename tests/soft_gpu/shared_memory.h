// A block's shared memory, with the rules that make its use correct on every GPU:
//
// - What is read has been written by this block before.
// - Two threads that touch the same unit, one of them writing, are ordered by a barrier of the block, or,
// within a
//   warp, by bar.warp.sync.  Nothing else counts as order: neither lockstep nor shfl or mma, for which PTX
//   promises that lanes meet but not that they see each other's writes.
// - The destination of cp.async is not touched between the copy and the wait for its group.
//
// A unit is as large as the kernel's narrowest access, so that neighbours in a word do not look like a race.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel.h"

namespace ptx {

// A moment between two synchronisations.
using Time = std::uint32_t;

class SharedMemory {
  public:
    SharedMemory(std::size_t bytes, int unit);

    void start_block();
    // Both return the new time; what happened before it is ordered before what comes.
    Time pass_barrier() { return barrier_ = ++now_; }
    Time pass_warp_barrier() { return ++now_; }

    std::size_t bytes() const { return data_.size(); }
    char* at(std::uint64_t address) { return data_.data() + address; }

    // Records an access; returns null or what is wrong with it.  `synchronised` is when the thread's warp
    // last was.
    const char* read(std::uint64_t address, std::size_t size, unsigned thread, Time synchronised) {
        const char* wrong = nullptr;
        for (std::size_t i = address >> shift_; i <= (address + size - 1) >> shift_; ++i) {
            Unit& unit = units_[i];
            const bool is_ordered = unit.written >= start_ && unit.written < barrier_;
            if (!is_ordered) [[unlikely]]
                wrong = check_unordered_read(unit, thread, synchronised);
            note_reader(unit, thread, synchronised);
        }
        return wrong;
    }
    const char* write(std::uint64_t address, std::size_t size, unsigned thread, Time synchronised);

    // Between the two, what write() has recorded last is on its way.
    void begin_copy(std::uint64_t address, std::size_t size) { set_written(address, size, kInFlight); }
    void end_copy(std::uint64_t address, std::size_t size) { set_written(address, size, 0); }

  private:
    static constexpr Time kInFlight = ~Time{0};  // later than every barrier
    // The last reader, or that there were several: of one warp, of different warps.
    static constexpr std::uint16_t kManyThreads = 1 << 14, kManyWarps = 1 << 15;
    struct Unit {
        Time written = 0, read = 0;
        std::uint16_t writer = 0, reader = 0;
    };

    static unsigned warp_of(unsigned thread) { return (thread & (kManyThreads - 1u)) / kLanes; }
    const char* check_unordered_read(const Unit& unit, unsigned thread, Time synchronised) const;
    bool races(Time when, unsigned who, unsigned thread, Time synchronised) const;
    void set_written(std::uint64_t address, std::size_t size, Time when);

    void note_reader(Unit& unit, unsigned thread, Time synchronised) {
        if (unit.read < barrier_)
            unit.reader = static_cast<std::uint16_t>(thread);
        else if (unit.reader & kManyWarps)
            return;
        else if (warp_of(unit.reader) != warp_of(thread))
            unit.reader = kManyWarps;
        else if (unit.read < synchronised)
            unit.reader = static_cast<std::uint16_t>(thread);
        else if (unit.reader != thread)
            unit.reader |= kManyThreads;
        unit.read = now_;
    }

    std::vector<char> data_;
    std::vector<Unit> units_;
    int shift_;  // a unit has 1 << shift_ bytes
    Time now_ = 0, start_ = 0, barrier_ = 0;
};

// How often a warp's access must be repeated because lanes want different words of the same of the 32 banks.
// `size` bytes a lane, of the lanes in `mask`.
struct BankUse {
    int transactions = 0, least = 0;  // as it is, and without conflicts
};
BankUse count_bank_use(const std::uint64_t* addresses, std::size_t size, Mask mask);

}  // namespace ptx
