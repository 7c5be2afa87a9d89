#include "shared_memory.h"

#include <algorithm>
#include <bit>

namespace ptx {

SharedMemory::SharedMemory(std::size_t bytes, int unit)
    : data_(bytes),
      units_(bytes / static_cast<std::size_t>(unit) + 1),
      shift_(std::countr_zero(static_cast<unsigned>(unit))) {}

void SharedMemory::start_block() {
    // Time goes on over blocks: what an earlier block wrote is older than the start, so nothing needs
    // clearing.
    start_ = pass_barrier();
}

const char* SharedMemory::check_unordered_read(const Unit& unit, unsigned thread, Time synchronised) const {
    if (unit.written < start_) return "reads shared memory that was never written";
    if (unit.written == kInFlight) return "touches shared memory that a cp.async may still write";
    if (!races(unit.written, unit.writer, thread, synchronised)) return nullptr;
    return "reads shared memory that another thread wrote after the last barrier: a race";
}

bool SharedMemory::races(Time when, unsigned who, unsigned thread, Time synchronised) const {
    if (when < barrier_ || who == thread) return false;
    return (who & kManyWarps) != 0 || warp_of(who) != warp_of(thread) || when >= synchronised;
}

const char* SharedMemory::write(std::uint64_t address, std::size_t size, unsigned thread, Time synchronised) {
    for (std::size_t i = address >> shift_; i <= (address + size - 1) >> shift_; ++i) {
        Unit& unit = units_[i];
        if (unit.written == kInFlight) return "touches shared memory that a cp.async may still write";
        if (races(unit.written, unit.writer, thread, synchronised)) {
            return "writes shared memory that another thread wrote after the last barrier: a race";
        }
        if (races(unit.read, unit.reader, thread, synchronised)) {
            return "writes shared memory that another thread read after the last barrier: a race";
        }
        unit.written = now_;
        unit.writer = static_cast<std::uint16_t>(thread);
    }
    return nullptr;
}

void SharedMemory::set_written(std::uint64_t address, std::size_t size, Time when) {
    for (std::size_t i = address >> shift_; i <= (address + size - 1) >> shift_; ++i)
        units_[i].written = when;
}

BankUse count_bank_use(const std::uint64_t* addresses, std::size_t size, Mask mask) {
    constexpr std::size_t kBanks = 32, kWord = 4;
    const std::size_t words = std::max<std::size_t>(size / kWord, 1);
    const int group = kLanes / static_cast<int>(words);  // lanes that 128 bytes serve at once
    BankUse use;
    for (int first = 0; first < kLanes; first += group) {
        std::uint64_t seen[kBanks][kLanes];
        int counts[kBanks] = {}, most = 0;
        for (int lane = first; lane < first + group; ++lane) {
            if (!(mask >> lane & 1)) continue;
            for (std::size_t w = 0; w < words; ++w) {
                const std::uint64_t word = addresses[lane] / kWord + w;
                const std::size_t bank = word % kBanks;
                const auto end = seen[bank] + counts[bank];
                if (std::find(seen[bank], end, word) != end) continue;
                *end = word;
                most = std::max(most, ++counts[bank]);
            }
        }
        use.transactions += most;
        use.least += most > 0;
    }
    return use;
}

}  // namespace ptx
