// ld and st, of any space, one to four elements.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "access.h"
#include "lane_loop.h"

namespace ptx {
namespace {

// A value narrower than its register is extended by its type.
template <class Element, class Register, std::size_t kElements>
void load(Warp& w, const Instruction& i, Mask mask) {
    char* places[kLanes];
    i.resolve(w, i, mask, places);
    Register* d[kElements];
    for (std::size_t e = 0; e < kElements; ++e) d[e] = w.lanes<Register>(i.slots[e]);
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        Element values[kElements];
        std::memcpy(values, places[lane], sizeof values);
        for (std::size_t e = 0; e < kElements; ++e) d[e][lane] = static_cast<Register>(values[e]);
    }
}

template <class Element, class Register, std::size_t kElements>
void store(Warp& w, const Instruction& i, Mask mask) {
    char* places[kLanes];
    i.resolve(w, i, mask, places);
    const Register* a[kElements];
    for (std::size_t e = 0; e < kElements; ++e) a[e] = w.lanes<Register>(i.slots[1 + e]);
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        Element values[kElements];
        for (std::size_t e = 0; e < kElements; ++e) values[e] = static_cast<Element>(a[e][lane]);
        std::memcpy(places[lane], values, sizeof values);
    }
}

template <class Element, class Register>
Behaviour access_of(bool loads, int elements) {
    switch (elements) {
        case 1:
            return loads ? load<Element, Register, 1> : store<Element, Register, 1>;
        case 2:
            return loads ? load<Element, Register, 2> : store<Element, Register, 2>;
        case 4:
            if constexpr (sizeof(Element) <= 4)
                return loads ? load<Element, Register, 4> : store<Element, Register, 4>;
            return nullptr;
        default:
            return nullptr;
    }
}

template <class Signed, class Unsigned>
Behaviour access_of(Type type, int register_bits, bool loads, int elements) {
    if (register_bits < type.bits) return nullptr;
    const auto by_sign = [&]<class R>(R) {
        using SignedRegister = std::make_signed_t<R>;
        return type.kind == 's' ? access_of<Signed, SignedRegister>(loads, elements)
                                : access_of<Unsigned, R>(loads, elements);
    };
    if (register_bits == 16) return by_sign(std::uint16_t());
    if (register_bits == 32) return by_sign(std::uint32_t());
    return register_bits == 64 ? by_sign(std::uint64_t()) : nullptr;
}

Behaviour access_of(Type type, int register_bits, bool loads, int elements) {
    if (type.kind == 'p') return nullptr;
    switch (type.bits) {
        case 8:
            return access_of<std::int8_t, std::uint8_t>(type, register_bits, loads, elements);
        case 16:
            return access_of<std::int16_t, std::uint16_t>(type, register_bits, loads, elements);
        case 32:
            return access_of<std::int32_t, std::uint32_t>(type, register_bits, loads, elements);
        case 64:
            return access_of<std::int64_t, std::uint64_t>(type, register_bits, loads, elements);
        default:
            return nullptr;
    }
}

Space take_space(Opcode& opcode) {
    if (opcode.take("global") || opcode.take("const")) return Space::global;
    if (opcode.take("shared")) return Space::shared;
    if (opcode.take("local")) return Space::local;
    return opcode.take("param") ? Space::parameters : Space::generic;
}

// The width of the registers that are moved; immediate values take the type's.
int register_width(const std::vector<Operand>& operands, Type type) {
    int width = 0;
    for (const Operand& operand : operands) {
        if (operand.is_address || operand.bits == 0) continue;
        if (width != 0 && operand.bits != width) return 0;
        width = operand.bits;
    }
    return width ? width : std::max(type.bits, 16);
}

}  // namespace

Decoded decode_memory_access(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    const bool loads = opcode.name == "ld";
    if ((!loads && opcode.name != "st") || opcode.types.size() != 1) return result;
    const Type type = opcode.types[0];
    const Space space = take_space(opcode);
    for (const char* hint : {"volatile", "nc", "ca", "cg", "cs", "lu", "cv", "wb", "wt"}) opcode.take(hint);
    const int elements = opcode.take("v4") ? 4 : opcode.take("v2") ? 2 : 1;
    if (!opcode.modifiers.empty()) return result;
    const int width = register_width(operands, type), bytes = type.bits / 8 * elements;
    result.run = access_of(type, width, loads, elements);
    result.resolve = find_resolve(space, static_cast<std::size_t>(bytes), !loads);
    if (!result.resolve) result.run = nullptr;
    result.bits.assign(static_cast<std::size_t>(elements), width);
    const std::size_t address = loads ? result.bits.size() : 0;
    const int address_bits = address < operands.size() && operands[address].bits == 32 ? 32 : 64;
    result.bits.insert(result.bits.begin() + static_cast<std::ptrdiff_t>(address), address_bits);
    result.written = loads ? elements : 0;
    if (space == Space::shared || space == Space::generic) result.shared_bytes = type.bits / 8 * elements;
    return result;
}

}  // namespace ptx
