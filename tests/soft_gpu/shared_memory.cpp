#include "shared_memory.h"

#include <algorithm>

namespace ptx {

SharedMemory::SharedMemory(std::size_t bytes, int unit)
    : data_(bytes),
      units_((bytes + static_cast<std::size_t>(unit) - 1) / static_cast<std::size_t>(unit)),
      unit_(static_cast<std::size_t>(unit)) {}

void SharedMemory::start_block() {
    // Time goes on over blocks: what an earlier block wrote is older than the start, so nothing needs
    // clearing.
    start_ = pass_barrier();
}

void SharedMemory::set_in_flight(std::uint64_t address, std::size_t size, bool in_flight) {
    for (std::size_t i = address / unit_; i <= (address + size - 1) / unit_; ++i)
        units_[i].in_flight = in_flight;
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
