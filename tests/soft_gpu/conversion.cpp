// cvt, between all integers, float16, float32 and float64.
#include <cmath>
#include <limits>

#include "decode.h"
#include "half.h"
#include "lane_loop.h"

namespace ptx {
namespace {

struct Half {
    std::uint16_t bits = 0;
};

enum class Rounding { kNone, kNearest, kNearestInteger, kTowardsZero, kDown, kUp };

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

template <Rounding rounding, class Real>
Real to_whole(Real value) {
    if constexpr (rounding == Rounding::kNearestInteger) return std::nearbyint(value);
    if constexpr (rounding == Rounding::kTowardsZero) return std::trunc(value);
    if constexpr (rounding == Rounding::kDown) return std::floor(value);
    if constexpr (rounding == Rounding::kUp) return std::ceil(value);
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

template <class D, class S, Rounding rounding, bool saturates>
D convert_value(S source) {
    if constexpr (kIsReal<S>) {
        auto value = to_whole<rounding>(widen(source));
        if constexpr (!kIsReal<D>)
            return to_integer<D>(value);
        else {
            if constexpr (saturates) value = value > 0 ? (value < 1 ? value : 1) : 0;
            return narrow<D>(value);
        }
    } else if constexpr (kIsReal<D>) {
        return narrow<D>(static_cast<std::conditional_t<std::is_same_v<D, Half>, float, D>>(source));
    } else if constexpr (saturates) {
        const auto wide = static_cast<__int128>(source);
        using Limits = std::numeric_limits<D>;
        return static_cast<D>(wide < Limits::min()   ? Limits::min()
                              : wide > Limits::max() ? Limits::max()
                                                     : wide);
    } else {
        return static_cast<D>(source);
    }
}

// An 8-bit value lies in the low bits of a wider register (DR, SR); a result is extended to fill it.
template <class DR, class D, class SR, class S, Rounding rounding, bool saturates>
void convert(Warp& w, const Instruction& i, Mask mask) {
    const SR* a = w.lanes<SR>(i.slots[1]);
    set_lanes(w.lanes<DR>(i.slots[0]), mask, [=](int lane) {
        S source;
        if constexpr (std::is_same_v<SR, S>)
            source = a[lane];
        else
            source = static_cast<S>(a[lane]);
        const D value = convert_value<D, S, rounding, saturates>(source);
        if constexpr (std::is_same_v<DR, D>)
            return value;
        else
            return static_cast<DR>(value);
    });
}

// Calls make(register type, value type).
template <class Make>
Behaviour for_value(Type type, int register_bits, Make make) {
    const bool is_signed = type.kind == 's';
    if (type.bits == 8 && register_bits == 16)
        return is_signed ? make(std::int16_t(), std::int8_t()) : make(std::uint16_t(), std::uint8_t());
    if (type.bits == 8 && register_bits == 32)
        return is_signed ? make(std::int32_t(), std::int8_t()) : make(std::uint32_t(), std::uint8_t());
    if (type.bits == 16 && register_bits == 32 && type.kind != 'f') {
        return is_signed ? make(std::int32_t(), std::int16_t()) : make(std::uint32_t(), std::uint16_t());
    }
    if (type.bits != register_bits) return nullptr;
    if (type.kind == 'f') {
        if (type.bits == 16) return make(Half(), Half());
        return type.bits == 32 ? make(float(), float()) : make(double(), double());
    }
    return for_integer(type, [&]<class T>(T) { return make(T(), T()); });
}

template <class DR, class D, class SR, class S>
Behaviour choose_rounding(Opcode opcode) {
    opcode.take("ftz");
    const bool saturates = opcode.take("sat");
    const auto make = [&]<Rounding r>(std::integral_constant<Rounding, r>) -> Behaviour {
        return saturates ? convert<DR, D, SR, S, r, true> : convert<DR, D, SR, S, r, false>;
    };
    const auto fixed = [&]<Rounding r>(std::integral_constant<Rounding, r> rounding,
                                       const char* word) -> Behaviour {
        return opcode.is({word}) ? make(rounding) : nullptr;
    };
    using std::integral_constant;
    if constexpr (kIsReal<S> && (!kIsReal<D> || sizeof(S) == sizeof(D))) {
        if (kIsReal<D> && opcode.modifiers.empty())
            return make(integral_constant<Rounding, Rounding::kNone>());
        if (auto found = fixed(integral_constant<Rounding, Rounding::kNearestInteger>(), "rni")) return found;
        if (auto found = fixed(integral_constant<Rounding, Rounding::kTowardsZero>(), "rzi")) return found;
        if (auto found = fixed(integral_constant<Rounding, Rounding::kDown>(), "rmi")) return found;
        return fixed(integral_constant<Rounding, Rounding::kUp>(), "rpi");
    }
    constexpr bool kRounds = kIsReal<D> && (!kIsReal<S> || sizeof(D) < sizeof(S));
    if (kRounds ? opcode.is({"rn"}) : opcode.modifiers.empty())
        return make(integral_constant<Rounding, Rounding::kNearest>());
    return nullptr;
}

}  // namespace

Decoded decode_conversion(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    if (opcode.name != "cvt" || opcode.types.size() != 2 || operands.size() != 2) return result;
    const Type to = opcode.types[0], from = opcode.types[1];
    const int source_bits = operands[1].bits ? operands[1].bits : std::max(from.bits, 16);
    result.run = for_value(to, operands[0].bits, [&]<class DR, class D>(DR, D) {
        return for_value(from, source_bits,
                         [&]<class SR, class S>(SR, S) { return choose_rounding<DR, D, SR, S>(opcode); });
    });
    result.bits = {operands[0].bits, source_bits};
    return result;
}

}  // namespace ptx
