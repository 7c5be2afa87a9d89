// cvt, between all integers, float16, float32 and float64.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "decode.h"
#include "half.h"
#include "lane_loop.h"

namespace ptx {
namespace {

struct Half {
    std::uint16_t bits = 0;
};

enum class Rounding { none, nearest, nearest_integer, towards_zero, down, up };

template <class T>
constexpr bool kIsReal = std::is_floating_point_v<T> || std::is_same_v<T, Half>;

// A float16 is computed with as float32, which holds it exactly.
template <class T>
auto widen(T value) {
    if constexpr (std::is_same_v<T, Half>)
        return half_to_float(value.bits);
    else
        return value;
}
template <class T, class Real>
T narrow(Real value) {
    if constexpr (std::is_same_v<T, Half>)
        return Half{float_to_half(static_cast<float>(value))};
    else
        return static_cast<T>(value);
}

template <Rounding kRounding, class Real>
Real to_whole(Real value) {
    if constexpr (kRounding == Rounding::nearest_integer) return std::nearbyint(value);
    if constexpr (kRounding == Rounding::towards_zero) return std::trunc(value);
    if constexpr (kRounding == Rounding::down) return std::floor(value);
    if constexpr (kRounding == Rounding::up) return std::ceil(value);
    return value;
}

// Beyond the integer's range: its end; not a number: 0.
template <class Integer, class Real>
Integer to_integer(Real value) {
    using Limits = std::numeric_limits<Integer>;
    if (value != value) return 0;
    if (value < static_cast<Real>(Limits::min())) return Limits::min();
    if (value >= std::ldexp(Real{1}, Limits::digits)) return Limits::max();
    return static_cast<Integer>(value);
}

template <class D, class S, Rounding kRounding, bool kSaturates>
D convert_value(S source) {
    if constexpr (kIsReal<S>) {
        auto value = to_whole<kRounding>(widen(source));
        if constexpr (!kIsReal<D>)
            return to_integer<D>(value);
        else {
            if constexpr (kSaturates) value = value > 0 ? (value < 1 ? value : 1) : 0;
            return narrow<D>(value);
        }
    } else if constexpr (kIsReal<D>) {
        return narrow<D>(static_cast<std::conditional_t<std::is_same_v<D, Half>, float, D>>(source));
    } else if constexpr (kSaturates) {
        const auto wide = static_cast<__int128>(source);
        using Limits = std::numeric_limits<D>;
        return static_cast<D>(wide < Limits::min()   ? Limits::min()
                              : wide > Limits::max() ? Limits::max()
                                                     : wide);
    } else {
        return static_cast<D>(source);
    }
}

template <class D, class S, Rounding kRounding, bool kSaturates>
void convert(Warp& w, const Instruction& i, Mask mask) {
    const S* a = w.lanes<S>(i.slots[1]);
    set_lanes(w.lanes<D>(i.slots[0]), mask,
              [=](int lane) { return convert_value<D, S, kRounding, kSaturates>(a[lane]); });
}

// An integer may lie in the low bits of a wider register; a result is extended to fill it.
template <class D, class S, Rounding kRounding, bool kSaturates>
void convert_in_wide_registers(Warp& w, const Instruction& i, Mask mask) {
    const std::size_t to_bytes = i.register_bytes[0], from_bytes = i.register_bytes[1];
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const auto lane = static_cast<std::size_t>(first_lane(rest));
        S source;
        std::memcpy(&source, w.lanes<char>(i.slots[1]) + lane * from_bytes, sizeof source);
        const D value = convert_value<D, S, kRounding, kSaturates>(source);
        if constexpr (std::is_integral_v<D>) {
            const auto extended = static_cast<std::int64_t>(value);
            std::memcpy(w.lanes<char>(i.slots[0]) + lane * to_bytes, &extended, to_bytes);
        } else {
            std::memcpy(w.lanes<char>(i.slots[0]) + lane * to_bytes, &value, to_bytes);
        }
    }
}

// Calls make(T()) with the C++ type.
template <class Make>
Behaviour for_value(Type type, Make make) {
    if (type.kind == 'f' && type.bits == 16) return make(Half());
    if (type.kind == 'f') return for_real(type, make);
    if (type.bits == 8 && type.kind != 'b')
        return type.kind == 's' ? make(std::int8_t()) : make(std::uint8_t());
    return type.kind == 'b' ? nullptr : for_integer(type, make);
}

template <class D, class S>
Behaviour choose_rounding(Opcode opcode, bool is_wide) {
    opcode.take("ftz");
    const bool saturates = opcode.take("sat");
    constexpr bool kCanSaturate = kIsReal<S> && kIsReal<D>;
    if (saturates && !kCanSaturate) return nullptr;
    const auto make = [&]<Rounding kR>(std::integral_constant<Rounding, kR>) -> Behaviour {
        if (saturates) return is_wide ? nullptr : convert<D, S, kR, kCanSaturate>;
        return is_wide ? convert_in_wide_registers<D, S, kR, false> : convert<D, S, kR, false>;
    };
    const auto fixed = [&]<Rounding kR>(std::integral_constant<Rounding, kR> rounding,
                                        const char* word) -> Behaviour {
        return opcode.is({word}) ? make(rounding) : nullptr;
    };
    using std::integral_constant;
    if constexpr (kIsReal<S> && (!kIsReal<D> || sizeof(S) == sizeof(D))) {
        if (kIsReal<D> && opcode.modifiers.empty())
            return make(integral_constant<Rounding, Rounding::none>());
        if (auto found = fixed(integral_constant<Rounding, Rounding::nearest_integer>(), "rni")) return found;
        if (auto found = fixed(integral_constant<Rounding, Rounding::towards_zero>(), "rzi")) return found;
        if (auto found = fixed(integral_constant<Rounding, Rounding::down>(), "rmi")) return found;
        return fixed(integral_constant<Rounding, Rounding::up>(), "rpi");
    }
    constexpr bool kRounds = kIsReal<D> && (!kIsReal<S> || sizeof(D) < sizeof(S));
    if (kRounds ? opcode.is({"rn"}) : opcode.modifiers.empty())
        return make(integral_constant<Rounding, Rounding::nearest>());
    return nullptr;
}

}  // namespace

Decoded decode_conversion(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    if (opcode.name != "cvt" || opcode.types.size() != 2 || operands.size() != 2) return result;
    const Type to = opcode.types[0], from = opcode.types[1];
    const int source_bits = operands[1].bits ? operands[1].bits : std::max(from.bits, 16);
    const bool is_wide = operands[0].bits != to.bits || source_bits != from.bits;
    const auto fits = [](Type type, int bits) {
        return type.kind == 'f' ? bits == type.bits : bits >= std::max(type.bits, 16);
    };
    if (!fits(to, operands[0].bits) || !fits(from, source_bits)) return result;
    result.run = for_value(to, [&]<class D>(D) {
        return for_value(from, [&]<class S>(S) { return choose_rounding<D, S>(opcode, is_wide); });
    });
    result.bits = {operands[0].bits, source_bits};
    return result;
}

}  // namespace ptx
