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
        for (std::size_t i = address / unit_; i <= (address + size - 1) / unit_; ++i) {
            if (const char* wrong = read_unit(units_[i], thread, synchronised)) return wrong;
        }
        return nullptr;
    }
    const char* write(std::uint64_t address, std::size_t size, unsigned thread, Time synchronised) {
        for (std::size_t i = address / unit_; i <= (address + size - 1) / unit_; ++i) {
            if (const char* wrong = write_unit(units_[i], thread, synchronised)) return wrong;
        }
        return nullptr;
    }
    // Marks what write() has just recorded as not there yet, or as there.
    void set_in_flight(std::uint64_t address, std::size_t size, bool in_flight);

  private:
    static constexpr std::uint16_t kManyThreads = 1 << 14, kManyWarps = 1 << 15;  // of one warp; of several
    struct Unit {
        Time written = 0, read = 0;
        std::uint16_t writer = 0, reader = 0;
        bool in_flight = false;
    };

    const char* read_unit(Unit& unit, unsigned thread, Time synchronised) {
        if (unit.written < start_) return "reads shared memory that was never written";
        if (unit.in_flight) return "touches shared memory that a cp.async may still write";
        if (unit.written >= barrier_ && unit.writer != thread &&
            (unit.writer / kLanes != thread / kLanes || unit.written >= synchronised)) {
            return "reads shared memory that another thread wrote after the last barrier: a race";
        }
        if (unit.read < barrier_ || (unit.reader & kManyWarps) == 0) note_reader(unit, thread, synchronised);
        return nullptr;
    }
    // Threads of one warp that read since it was synchronised count as several even if one reads anew.
    static void note_reader_of_same_warp(Unit& unit, unsigned thread, Time synchronised) {
        const bool same = unit.reader == thread || unit.read < synchronised;
        unit.reader = static_cast<std::uint16_t>(same ? thread : (thread | kManyThreads));
    }
    void note_reader(Unit& unit, unsigned thread, Time synchronised) {
        const unsigned reader = unit.reader & (kManyThreads - 1u);
        if (unit.read < barrier_)
            unit.reader = static_cast<std::uint16_t>(thread);
        else if (reader / kLanes != thread / kLanes)
            unit.reader = kManyWarps;
        else
            note_reader_of_same_warp(unit, thread, synchronised);
        unit.read = now_;
    }

    const char* write_unit(Unit& unit, unsigned thread, Time synchronised) {
        if (unit.in_flight && unit.written >= start_)
            return "touches shared memory that a cp.async may still write";
        const auto races = [&](Time when, unsigned who) {
            if (when < barrier_ || who == thread) return false;
            if (who & kManyWarps) return true;
            return (who & (kManyThreads - 1u)) / kLanes != thread / kLanes || when >= synchronised;
        };
        if (races(unit.written, unit.writer)) {
            return "writes shared memory that another thread wrote after the last barrier: a race";
        }
        if (races(unit.read, unit.reader)) {
            return "writes shared memory that another thread read after the last barrier: a race";
        }
        unit.written = now_;
        unit.writer = static_cast<std::uint16_t>(thread);
        unit.in_flight = false;
        return nullptr;
    }

    std::vector<char> data_;
    std::vector<Unit> units_;
    std::size_t unit_;
    Time now_ = 0, start_ = 0, barrier_ = 0;
};

// How often a warp's access must be repeated because lanes want different words of the same of the 32 banks.
// `size` bytes a lane, of the lanes in `mask`.
struct BankUse {
    int transactions = 0, least = 0;  // as it is, and without conflicts
};
BankUse count_bank_use(const std::uint64_t* addresses, std::size_t size, Mask mask);

}  // namespace ptx
