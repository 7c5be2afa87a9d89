// mov and cvta.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "address_space.h"
#include "decode.h"
#include "lane_loop.h"

namespace ptx {
namespace {

struct Copy {
    template <class T>
    T operator()(T a) const {
        return a;
    }
};

void move_predicate(Warp& w, const Instruction& i, Mask mask) {
    set_predicate(w.predicate(i.slots[0]), mask, w.predicate(i.slots[1]));
}

// mov.b64 d, {a,b}: the first is the low one.
template <class Whole, class Part>
void pack(Warp& w, const Instruction& i, Mask mask) {
    constexpr std::size_t kParts = sizeof(Whole) / sizeof(Part);
    Whole whole[kLanes] = {};
    for (std::size_t part = 0; part < kParts; ++part) {
        const Part* a = w.lanes<Part>(i.slots[1 + part]);
        PTX_LANE_LOOP whole[lane] |= static_cast<Whole>(a[lane]) << (8 * sizeof(Part) * part);
    }
    set_lanes(w.lanes<Whole>(i.slots[0]), mask, [&](int lane) { return whole[lane]; });
}
template <class Whole, class Part>
void unpack(Warp& w, const Instruction& i, Mask mask) {
    constexpr std::size_t kParts = sizeof(Whole) / sizeof(Part);
    Whole whole[kLanes];
    std::copy_n(w.lanes<Whole>(i.slots[kParts]), kLanes, whole);
    for (std::size_t part = 0; part < kParts; ++part) {
        set_lanes(w.lanes<Part>(i.slots[part]), mask,
                  [&](int lane) { return static_cast<Part>(whole[lane] >> (8 * sizeof(Part) * part)); });
    }
}

// cvta: from an address of a space to a generic one; cvta.to: back.
template <bool kToSpace>
void convert_address(Warp& w, const Instruction& i, Mask mask, std::uint64_t window) {
    const auto* a = w.lanes<std::uint64_t>(i.slots[1]);
    set_lanes(w.lanes<std::uint64_t>(i.slots[0]), mask,
              [=](int lane) { return kToSpace ? a[lane] - window : a[lane] + window; });
}
template <bool kToSpace, std::uint64_t kWindow>
void convert_window(Warp& w, const Instruction& i, Mask mask) {
    convert_address<kToSpace>(w, i, mask, kWindow);
}

Decoded decode_cvta(Opcode opcode) {
    Decoded result;
    const bool to_space = opcode.take("to");
    if (opcode.type(0).bits != 64) return result;
    if (opcode.is({"global"}) || opcode.is({"const"}) || opcode.is({"param"}))
        result.run = unary<std::uint64_t, Copy>;
    if (opcode.is({"shared"})) {
        result.run = to_space ? convert_window<true, kSharedWindow> : convert_window<false, kSharedWindow>;
    }
    if (opcode.is({"local"})) {
        result.run = to_space ? convert_window<true, kLocalWindow> : convert_window<false, kLocalWindow>;
    }
    result.bits = {64, 64};
    return result;
}

Decoded decode_pack(int bits, std::size_t parts, bool packs) {
    using U16 = std::uint16_t;
    using U32 = std::uint32_t;
    using U64 = std::uint64_t;
    Decoded result;
    if (bits == 32 && parts == 2) result.run = packs ? pack<U32, U16> : unpack<U32, U16>;
    if (bits == 64 && parts == 2) result.run = packs ? pack<U64, U32> : unpack<U64, U32>;
    if (bits == 64 && parts == 4) result.run = packs ? pack<U64, U16> : unpack<U64, U16>;
    result.bits.assign(parts, bits / static_cast<int>(parts));
    result.bits.insert(packs ? result.bits.begin() : result.bits.end(), bits);
    result.written = packs ? 1 : static_cast<int>(parts);
    return result;
}

}  // namespace

Decoded decode_move(Opcode opcode, const std::vector<Operand>& operands) {
    if (opcode.types.size() != 1) return {};
    if (opcode.name == "cvta") return decode_cvta(std::move(opcode));
    Decoded result;
    if (opcode.name != "mov" || !opcode.modifiers.empty() || operands.size() < 2) return result;
    const Type type = opcode.types[0];
    if (operands.size() > 2) return decode_pack(type.bits, operands.size() - 1, operands[1].group != 0);
    switch (type.bits) {
        case 1:
            result.run = move_predicate;
            break;
        case 16:
            result.run = unary<std::uint16_t, Copy>;
            break;
        case 32:
            result.run = unary<std::uint32_t, Copy>;
            break;
        case 64:
            result.run = unary<std::uint64_t, Copy>;
            break;
        default:
            return result;
    }
    result.bits = {type.bits, type.bits};
    return result;
}

}  // namespace ptx
