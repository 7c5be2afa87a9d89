// Gives each virtual register a place in the register file.
//
// clang uses a new register for each value, thousands in all; few of them hold a value at the same time.
// Registers whose values are never needed together share a place, so that a warp's registers stay in the
// CPU's cache.
#pragma once

#include <cstdint>
#include <vector>

#include "kernel.h"

namespace ptx {

// An instruction's operands before allocation: numbers of registers, or of constants as -1 - number.
struct VirtualOperands {
    std::vector<int> operands;
    int predicate = -1;
};

// `bits` is the width of each virtual register, `first_byte` where the register file is free.  Replaces slots
// and predicates of kernel.code that name virtual registers, sets kernel.poisoned and kernel.register_bytes.
void allocate_registers(Kernel& kernel, const std::vector<VirtualOperands>& operands,
                        const std::vector<int>& bits);

// The bytes of a register's lanes.
std::uint32_t register_size(int bits);

}  // namespace ptx
