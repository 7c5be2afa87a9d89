// Finds the operation that an opcode names.  What is not known exactly, to the last modifier, is not known.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "kernel.h"

namespace ptx {

struct Opcode {
    std::string name;                    // "ld"
    std::vector<std::string> modifiers;  // all words after it but the types: "global", "nc", "v4"
    std::vector<Type> types;             // in order

    // Whether the modifiers are `these`, in this order.
    bool is(std::initializer_list<const char*> these) const {
        return modifiers == std::vector<std::string>(these.begin(), these.end());
    }
    // Removes a modifier; false if it is not there.
    bool take(const std::string& modifier);
    Type type(std::size_t index) const { return index < types.size() ? types[index] : Type{'?', 0}; }
};

// Vectors and pairs (d|p) are flattened: {a,b} is two operands.
struct Operand {
    int reg = -1;             // -1: an immediate value
    int bits = 0;             // of the register; 0 for an immediate
    std::uint64_t value = 0;  // of an immediate, the address of a symbol
    bool is_address = false;  // in brackets
    std::int64_t offset = 0;
    int group = 0;  // which operand of the text this is part of
};

struct Decoded {
    Behaviour run = nullptr;  // null with Control::kNone: the opcode is not known
    Resolve resolve = nullptr;
    std::vector<int> bits;  // how wide each operand is
    int written = 1;        // the first operands are those that are written
    Control control = Control::none;
    int member_operand = -1;
    int shared_bytes = 0;  // how wide it accesses shared memory; 0: not at all

    bool is_known() const { return run != nullptr || control != Control::none; }
};

// Not known: nothing is in `run` and `control`.
Decoded decode(const Opcode& opcode, const std::vector<Operand>& operands);

// What decode() asks, one after the other.
Decoded decode_arithmetic(Opcode opcode);
Decoded decode_bits(Opcode opcode);
Decoded decode_comparison(Opcode opcode, const std::vector<Operand>& operands);
Decoded decode_conversion(Opcode opcode, const std::vector<Operand>& operands);
Decoded decode_move(Opcode opcode, const std::vector<Operand>& operands);
Decoded decode_memory_access(Opcode opcode, const std::vector<Operand>& operands);
Decoded decode_async_copy(Opcode opcode, const std::vector<Operand>& operands);
Decoded decode_warp_operation(Opcode opcode, const std::vector<Operand>& operands);
Decoded decode_matrix_operation(Opcode opcode, const std::vector<Operand>& operands);
Decoded decode_control(Opcode opcode, const std::vector<Operand>& operands);

}  // namespace ptx
