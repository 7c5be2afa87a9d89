// and, or, xor, not, shifts, bit fields, prmt, counting of bits; logic of predicates.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "decode.h"
#include "lane_loop.h"

namespace ptx {
namespace {

struct And {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a & b);
    }
};
struct Or {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a | b);
    }
};
struct Xor {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a ^ b);
    }
};
struct Not {
    template <class T>
    T operator()(T a) const {
        return static_cast<T>(~a);
    }
};
struct ReverseBits {
    template <class T>
    T operator()(T a) const {
        T result = 0;
        for (std::size_t bit = 0; bit < 8 * sizeof(T); ++bit)
            result = static_cast<T>(result << 1 | (a >> bit & 1));
        return result;
    }
};

// Shifts by the width and more give 0, or the sign.
struct ShiftLeft {
    template <class T>
    T operator()(T a, std::uint32_t by) const {
        return by < 8 * sizeof(T) ? static_cast<T>(a << by) : T{0};
    }
};
struct ShiftRight {
    template <class T>
    T operator()(T a, std::uint32_t by) const {
        constexpr std::uint32_t kLast = 8 * sizeof(T) - 1;
        if (std::is_signed_v<T>) return static_cast<T>(a >> std::min(by, kLast));
        return by <= kLast ? static_cast<T>(a >> by) : T{0};
    }
};

template <class T, class F>
void shift(Warp& w, const Instruction& i, Mask mask) {
    const T* a = w.lanes<T>(i.slots[1]);
    const auto* by = w.lanes<std::uint32_t>(i.slots[2]);
    set_lanes(w.lanes<T>(i.slots[0]), mask, [=](int lane) { return F()(a[lane], by[lane]); });
}

// Position and length count modulo 256; the sign is that of the field's last bit, or of the value's if the
// field ends beyond it.
template <class T>
T extract_field(T value, std::uint32_t position, std::uint32_t length) {
    constexpr std::uint32_t kBits = 8 * sizeof(T);
    position &= 255, length &= 255;
    if (length == 0) return 0;
    const std::uint32_t end = std::min(position + length, kBits);
    if (position >= kBits) return std::is_signed_v<T> ? static_cast<T>(value >> (kBits - 1)) : T{0};
    const std::uint32_t above = kBits - end;
    return static_cast<T>(static_cast<T>(value << above) >> (above + position));
}
template <class T>
void bit_field_extract(Warp& w, const Instruction& i, Mask mask) {
    const T* a = w.lanes<T>(i.slots[1]);
    const auto *position = w.lanes<std::uint32_t>(i.slots[2]), *length = w.lanes<std::uint32_t>(i.slots[3]);
    set_lanes(w.lanes<T>(i.slots[0]), mask,
              [=](int lane) { return extract_field(a[lane], position[lane], length[lane]); });
}

template <class T>
T insert_field(T field, T into, std::uint32_t position, std::uint32_t length) {
    constexpr std::uint32_t kBits = 8 * sizeof(T);
    position &= 255, length = std::min(length & 255, kBits);
    if (length == 0 || position >= kBits) return into;
    const T ones = static_cast<T>(~T{0} >> (kBits - length)) << position;
    return static_cast<T>((into & ~ones) | (field << position & ones));
}
template <class T>
void bit_field_insert(Warp& w, const Instruction& i, Mask mask) {
    const T *field = w.lanes<T>(i.slots[1]), *into = w.lanes<T>(i.slots[2]);
    const auto *position = w.lanes<std::uint32_t>(i.slots[3]), *length = w.lanes<std::uint32_t>(i.slots[4]);
    set_lanes(w.lanes<T>(i.slots[0]), mask,
              [=](int lane) { return insert_field(field[lane], into[lane], position[lane], length[lane]); });
}

// Each of the four bytes is one of the eight of a and b, or its sign eight times.
std::uint32_t permute(std::uint32_t a, std::uint32_t b, std::uint32_t selector) {
    const std::uint64_t bytes = std::uint64_t{b} << 32 | a;
    std::uint32_t result = 0;
    for (int n = 0; n < 4; ++n) {
        const std::uint32_t choice = selector >> 4 * n & 15;
        std::uint32_t byte = static_cast<std::uint32_t>(bytes >> 8 * (choice & 7)) & 255;
        if (choice & 8) byte = byte & 128 ? 255 : 0;
        result |= byte << 8 * n;
    }
    return result;
}
struct Permute {
    std::uint32_t operator()(std::uint32_t a, std::uint32_t b, std::uint32_t selector) const {
        return permute(a, b, selector);
    }
};

struct CountOnes {
    template <class T>
    std::uint32_t operator()(T a) const {
        return static_cast<std::uint32_t>(std::popcount(a));
    }
};
struct CountLeadingZeros {
    template <class T>
    std::uint32_t operator()(T a) const {
        return static_cast<std::uint32_t>(std::countl_zero(a));
    }
};
template <class T, class F>
void count_bits(Warp& w, const Instruction& i, Mask mask) {
    const T* a = w.lanes<T>(i.slots[1]);
    set_lanes(w.lanes<std::uint32_t>(i.slots[0]), mask, [=](int lane) { return F()(a[lane]); });
}

template <class F>
void binary_of_predicates(Warp& w, const Instruction& i, Mask mask) {
    set_predicate(w.predicate(i.slots[0]), mask, F()(w.predicate(i.slots[1]), w.predicate(i.slots[2])));
}
void not_of_predicate(Warp& w, const Instruction& i, Mask mask) {
    set_predicate(w.predicate(i.slots[0]), mask, ~w.predicate(i.slots[1]));
}

template <class F>
Behaviour logic(Type type) {
    if (type.kind == 'p') return binary_of_predicates<F>;
    return type.kind == 'b' ? for_integer(type, []<class T>(T) -> Behaviour { return binary<T, F>; })
                            : nullptr;
}

template <class F>
Behaviour count_of(Type type) {
    if (type == Type{'b', 32}) return count_bits<std::uint32_t, F>;
    return type == Type{'b', 64} ? count_bits<std::uint64_t, F> : nullptr;
}

Behaviour find_field_operation(const std::string& name, Type type) {
    if (name == "bfe" && type.bits > 16 && type.kind != 'b') {
        return for_integer(type, []<class T>(T) -> Behaviour { return bit_field_extract<T>; });
    }
    if (name != "bfi" || type.kind != 'b') return nullptr;
    return type.bits == 64 ? bit_field_insert<std::uint64_t> : bit_field_insert<std::uint32_t>;
}

}  // namespace

Decoded decode_bits(Opcode opcode) {
    Decoded result;
    if (opcode.types.size() != 1 || !opcode.modifiers.empty()) return result;
    const Type type = opcode.types[0];
    const int bits = type.bits;
    const auto known = [&](Behaviour run, std::vector<int> widths) {
        result.run = run;
        result.bits = std::move(widths);
        return result;
    };
    const std::string& name = opcode.name;
    if (name == "and") return known(logic<And>(type), {bits, bits, bits});
    if (name == "or") return known(logic<Or>(type), {bits, bits, bits});
    if (name == "xor") return known(logic<Xor>(type), {bits, bits, bits});
    if (name == "not" && type.kind == 'p') return known(not_of_predicate, {1, 1});
    if (name == "not" && type.kind == 'b') {
        return known(for_integer(type, []<class T>(T) -> Behaviour { return unary<T, Not>; }), {bits, bits});
    }
    if (name == "brev" && type.kind == 'b' && bits > 16) {
        return known(for_integer(type, []<class T>(T) -> Behaviour { return unary<T, ReverseBits>; }),
                     {bits, bits});
    }
    if (name == "shl" && type.kind == 'b') {
        return known(for_integer(type, []<class T>(T) -> Behaviour { return shift<T, ShiftLeft>; }),
                     {bits, bits, 32});
    }
    if (name == "shr") {
        return known(for_integer(type, []<class T>(T) -> Behaviour { return shift<T, ShiftRight>; }),
                     {bits, bits, 32});
    }
    if (name == "bfe") return known(find_field_operation(name, type), {bits, bits, 32, 32});
    if (name == "bfi") return known(find_field_operation(name, type), {bits, bits, bits, 32, 32});
    if (name == "prmt" && type == Type{'b', 32})
        return known(ternary<std::uint32_t, Permute>, {32, 32, 32, 32});
    if (name == "popc") return known(count_of<CountOnes>(type), {32, bits});
    if (name == "clz") return known(count_of<CountLeadingZeros>(type), {32, bits});
    return result;
}

}  // namespace ptx
