#include "access.h"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <string>

namespace ptx {
namespace {

template <std::size_t kBytes>
bool all_written(const std::uint8_t* written) {
    if constexpr (kBytes == 16) return all_written<8>(written) && all_written<8>(written + 8);
    std::uint64_t flags = 0;
    std::memcpy(&flags, written, kBytes % 16);
    return flags == 0x0101010101010101u >> 8 * ((8 - kBytes) & 7);
}

inline void check_alignment(const Warp& w, const Instruction& i, int lane, std::uint64_t address,
                            std::size_t bytes) {
    if (address % bytes == 0) [[likely]]
        return;
    char text[80];
    std::snprintf(text, sizeof text, "%zu bytes at 0x%llx, which is not a multiple of it", bytes,
                  static_cast<unsigned long long>(address));
    w.fault(kMisaligned, i, lane, text);
}

inline char* check_shared_lane(Warp& w, const Instruction& i, int lane, std::uint64_t address,
                               std::size_t bytes, bool writes) {
    check_alignment(w, i, lane, address, bytes);
    SharedMemory& shared = w.block.shared;
    if (bytes > shared.bytes() || address > shared.bytes() - bytes) {
        w.fault(kIllegalAddress, i, lane,
                "outside of shared memory, byte " + std::to_string(address) + " of " +
                    std::to_string(shared.bytes()));
    }
    const unsigned thread = w.first_thread + static_cast<unsigned>(lane);
    const char* wrong = writes ? shared.write(address, bytes, thread, w.synchronised)
                               : shared.read(address, bytes, thread, w.synchronised);
    if (wrong) [[unlikely]]
        w.fault(kLaunchFailed, i, lane, wrong);
    return shared.at(address);
}

template <std::size_t kBytes, bool kWrites>
char* resolve_global_lane(Warp& w, const Instruction& i, int lane, std::uint64_t address) {
    if (address % kBytes != 0) [[unlikely]]
        check_alignment(w, i, lane, address, kBytes);
    std::uint64_t offset = address - w.allocation.base;
    if (offset > w.allocation.bytes - kBytes || w.allocation.bytes < kBytes) [[unlikely]] {
        offset = address - w.find_allocation(address, kBytes, i, lane).base;
    }
    std::uint8_t* written = w.allocation.written + offset;
    if (kWrites)
        std::memset(written, 1, kBytes);
    else if (!all_written<kBytes>(written)) [[unlikely]]
        w.fault(kLaunchFailed, i, lane, "reads global memory that was never written");
    return w.allocation.data + offset;
}

template <std::size_t kBytes, bool kWrites>
void resolve_global(Warp& w, const Instruction& i, Mask mask, char** places) {
    std::uint64_t addresses[kLanes];
    read_addresses(w, i, addresses);
    Statistics& statistics = w.block.statistics;
    (kWrites ? statistics.global_bytes_written : statistics.global_bytes_read) +=
        kBytes * static_cast<std::size_t>(std::popcount(mask));
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        places[lane] = resolve_global_lane<kBytes, kWrites>(w, i, lane, addresses[lane]);
    }
}

template <std::size_t kBytes, bool kWrites>
void resolve_shared(Warp& w, const Instruction& i, Mask mask, char** places) {
    std::uint64_t addresses[kLanes];
    read_addresses(w, i, addresses);
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        places[lane] = check_shared_lane(w, i, lane, addresses[lane], kBytes, kWrites);
    }
    count_banks(w, i, mask, addresses, kBytes);
}

template <std::size_t kBytes, bool kWrites>
void resolve_local(Warp& w, const Instruction& i, Mask mask, char** places) {
    std::uint64_t addresses[kLanes];
    read_addresses(w, i, addresses);
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        places[lane] = check_local(w, i, lane, addresses[lane], kBytes);
    }
}

template <std::size_t kBytes, bool kWrites>
void resolve_generic(Warp& w, const Instruction& i, Mask mask, char** places) {
    std::uint64_t addresses[kLanes];
    read_addresses(w, i, addresses);
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        const std::uint64_t address = addresses[lane];
        if (address - kSharedWindow < kWindowBytes)
            places[lane] = check_shared_lane(w, i, lane, address - kSharedWindow, kBytes, kWrites);
        else if (address - kLocalWindow < kWindowBytes)
            places[lane] = check_local(w, i, lane, address - kLocalWindow, kBytes);
        else
            places[lane] = resolve_global_lane<kBytes, kWrites>(w, i, lane, address);
    }
}

template <std::size_t kBytes, bool kWrites>
void resolve_parameters(Warp& w, const Instruction& i, Mask mask, char** places) {
    std::uint64_t addresses[kLanes];
    read_addresses(w, i, addresses);
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        check_alignment(w, i, lane, addresses[lane], kBytes);
        const std::size_t size = w.block.kernel.parameter_bytes;
        if (kWrites || kBytes > size || addresses[lane] > size - kBytes)
            w.fault(kIllegalAddress, i, lane, "outside of the parameters");
        places[lane] = const_cast<char*>(w.block.parameters + addresses[lane]);
    }
}

template <std::size_t kBytes, bool kWrites>
Resolve resolve_in(Space space) {
    switch (space) {
        case Space::global:
            return resolve_global<kBytes, kWrites>;
        case Space::shared:
            return resolve_shared<kBytes, kWrites>;
        case Space::local:
            return resolve_local<kBytes, kWrites>;
        case Space::parameters:
            return resolve_parameters<kBytes, kWrites>;
        default:
            return resolve_generic<kBytes, kWrites>;
    }
}

template <bool kWrites>
Resolve resolve_of_size(Space space, std::size_t bytes) {
    switch (bytes) {
        case 1:
            return resolve_in<1, kWrites>(space);
        case 2:
            return resolve_in<2, kWrites>(space);
        case 4:
            return resolve_in<4, kWrites>(space);
        case 8:
            return resolve_in<8, kWrites>(space);
        case 16:
            return resolve_in<16, kWrites>(space);
        default:
            return nullptr;
    }
}

}  // namespace

char* check_global(Warp& w, const Instruction& i, int lane, std::uint64_t address, std::size_t bytes,
                   bool writes) {
    const Allocation& found = w.find_allocation(address, bytes, i, lane);
    const std::uint64_t offset = address - found.base;
    for (std::size_t n = 0; n < bytes; ++n) {
        if (writes)
            found.written[offset + n] = 1;
        else if (!found.written[offset + n])
            w.fault(kLaunchFailed, i, lane, "reads global memory that was never written");
    }
    return found.data + offset;
}

char* check_shared(Warp& w, const Instruction& i, int lane, std::uint64_t address, std::size_t bytes,
                   bool writes) {
    return check_shared_lane(w, i, lane, address, bytes, writes);
}

char* check_local(Warp& w, const Instruction& i, int lane, std::uint64_t address, std::size_t bytes) {
    check_alignment(w, i, lane, address, bytes);
    const std::size_t size = w.block.kernel.local_bytes;
    if (bytes > size || address > size - bytes)
        w.fault(kIllegalAddress, i, lane, "outside of the thread's local memory");
    return w.local.data() + static_cast<std::size_t>(lane) * size + address;
}

void count_banks(Warp& w, const Instruction& i, Mask mask, const std::uint64_t* addresses,
                 std::size_t bytes) {
    if (!w.block.counts_banks) return;
    const BankUse use = count_bank_use(addresses, bytes, mask);
    Statistics& statistics = w.block.statistics;
    ++statistics.shared_accesses;
    statistics.shared_transactions += static_cast<std::uint64_t>(use.transactions);
    statistics.shared_least_transactions += static_cast<std::uint64_t>(use.least);
    const int conflict = use.least ? (use.transactions + use.least - 1) / use.least : 0;
    if (conflict > statistics.worst_conflict) {
        statistics.worst_conflict = conflict;
        statistics.worst_conflict_line = i.line;
    }
}

Resolve find_resolve(Space space, std::size_t bytes, bool writes) {
    return writes ? resolve_of_size<true>(space, bytes) : resolve_of_size<false>(space, bytes);
}

}  // namespace ptx
