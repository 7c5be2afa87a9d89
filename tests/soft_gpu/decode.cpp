#include "decode.h"

#include <algorithm>

namespace ptx {

bool Opcode::take(const std::string& modifier) {
    const auto found = std::find(modifiers.begin(), modifiers.end(), modifier);
    if (found == modifiers.end()) return false;
    modifiers.erase(found);
    return true;
}

Decoded decode(const Opcode& opcode, const std::vector<Operand>& operands) {
    const auto attempts = {
        +[](const Opcode& o, const std::vector<Operand>&) { return decode_arithmetic(o); },
        +[](const Opcode& o, const std::vector<Operand>&) { return decode_bits(o); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_comparison(o, a); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_conversion(o, a); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_move(o, a); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_memory_access(o, a); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_async_copy(o, a); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_warp_operation(o, a); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_matrix_operation(o, a); },
        +[](const Opcode& o, const std::vector<Operand>& a) { return decode_control(o, a); },
    };
    for (const auto attempt : attempts) {
        Decoded found = attempt(opcode, operands);
        if (found.is_known()) return found;
    }
    return {};
}

}  // namespace ptx
