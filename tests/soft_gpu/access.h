// Checks the memory that a warp's lanes access: bounds, alignment, whether what is read was written, races.
#pragma once

#include <cstdint>
#include <cstring>

#include "address_space.h"
#include "decode.h"
#include "warp.h"

namespace ptx {

// The addresses in an operand; `which` of the instruction's offsets belongs to it.
inline void read_addresses(Warp& w, const Instruction& i, std::size_t operand, std::size_t which,
                           bool is_narrow, std::uint64_t* addresses) {
    const auto offset = static_cast<std::uint64_t>(i.offsets[which]);
    if (is_narrow) {
        const auto* a = w.lanes<std::uint32_t>(i.slots[operand]);
        for (int lane = 0; lane < kLanes; ++lane) addresses[lane] = a[lane] + offset;
    } else {
        const auto* a = w.lanes<std::uint64_t>(i.slots[operand]);
        for (int lane = 0; lane < kLanes; ++lane) addresses[lane] = a[lane] + offset;
    }
}

// Which operand holds the address: behind what is loaded, before what is stored.
inline void read_addresses(Warp& w, const Instruction& i, std::uint64_t* addresses) {
    read_addresses(w, i, i.written, 0, i.has_narrow_address, addresses);
}

// Each throws a Fault, or returns the place in the host's memory.
char* check_global(Warp& w, const Instruction& i, int lane, std::uint64_t address, std::size_t bytes,
                   bool writes);
char* check_shared(Warp& w, const Instruction& i, int lane, std::uint64_t address, std::size_t bytes,
                   bool writes);
char* check_local(Warp& w, const Instruction& i, int lane, std::uint64_t address, std::size_t bytes);

void count_banks(Warp& w, const Instruction& i, Mask mask, const std::uint64_t* addresses, std::size_t bytes);

// The function that resolves accesses of so many bytes in that space.
Resolve find_resolve(Space space, std::size_t bytes, bool writes);

}  // namespace ptx
