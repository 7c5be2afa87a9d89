// add, sub, mul, mad, fma, div, rem, abs, neg, min, max and the functions of a float.
//
// Approximate operations (.approx, .full, .ftz) are computed exactly: a result that is right for every GPU
// must not depend on their errors.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "decode.h"
#include "half.h"
#include "lane_loop.h"

namespace ptx {
namespace {

struct Add {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a + b);
    }
};
struct Subtract {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a - b);
    }
};
struct Multiply {
    template <class T>
    T operator()(T a, T b) const {
        return static_cast<T>(a * b);
    }
};
struct MultiplyAdd {
    template <class T>
    T operator()(T a, T b, T c) const {
        return static_cast<T>(a * b + c);
    }
};
struct MultiplyHigh {
    template <class T>
    T operator()(T a, T b) const {
        using Wide = std::conditional_t<std::is_signed_v<T>, __int128, unsigned __int128>;
        return static_cast<T>(static_cast<Wide>(a) * b >> (8 * sizeof(T)));
    }
};
struct MultiplyHighAdd {
    template <class T>
    T operator()(T a, T b, T c) const {
        return static_cast<T>(MultiplyHigh()(a, b) + c);
    }
};
// PTX leaves division by zero open, hardware gives all ones.
struct Divide {
    template <class T>
    T operator()(T a, T b) const {
        if constexpr (std::is_floating_point_v<T>) {
            return a / b;
        } else {
            if (b == 0) return static_cast<T>(-1);
            if (std::is_signed_v<T> && b == static_cast<T>(-1)) return static_cast<T>(-a);
            return static_cast<T>(a / b);
        }
    }
};
struct Remainder {
    template <class T>
    T operator()(T a, T b) const {
        if (b == 0) return a;
        if (std::is_signed_v<T> && b == static_cast<T>(-1)) return 0;
        return static_cast<T>(a % b);
    }
};
struct Absolute {
    template <class T>
    T operator()(T a) const {
        if constexpr (std::is_floating_point_v<T>)
            return std::fabs(a);
        else
            return static_cast<T>(a < 0 ? -a : a);
    }
};
struct Negate {
    template <class T>
    T operator()(T a) const {
        return static_cast<T>(-a);
    }
};
struct Minimum {  // of floats: the one that is a number
    template <class T>
    T operator()(T a, T b) const {
        return a < b || b != b ? a : b;
    }
};
struct Maximum {
    template <class T>
    T operator()(T a, T b) const {
        return a > b || b != b ? a : b;
    }
};
// One that is not a number wins.
template <class F>
struct OrNan {
    template <class T>
    T operator()(T a, T b) const {
        return a != a ? a : b != b ? b : F()(a, b);
    }
};
struct Reciprocal {
    template <class T>
    T operator()(T a) const {
        return 1 / a;
    }
};
struct SquareRoot {
    template <class T>
    T operator()(T a) const {
        return std::sqrt(a);
    }
};
struct ReciprocalSquareRoot {
    template <class T>
    T operator()(T a) const {
        return static_cast<T>(1 / std::sqrt(static_cast<double>(a)));
    }
};
struct Exponential2 {
    float operator()(float a) const { return std::exp2(a); }
};
struct Logarithm2 {
    float operator()(float a) const { return std::log2(a); }
};
struct HyperbolicTangent {
    float operator()(float a) const { return std::tanh(a); }
};
struct Sine {
    float operator()(float a) const { return std::sin(a); }
};
struct Cosine {
    float operator()(float a) const { return std::cos(a); }
};

template <class Narrow, class Wide, bool kAdds>
void multiply_wide(Warp& w, const Instruction& i, Mask mask) {
    const Narrow *a = w.lanes<Narrow>(i.slots[1]), *b = w.lanes<Narrow>(i.slots[2]);
    const Wide* c = kAdds ? w.lanes<Wide>(i.slots[3]) : nullptr;
    set_lanes(w.lanes<Wide>(i.slots[0]), mask, [=](int lane) {
        const auto product = static_cast<Wide>(static_cast<Wide>(a[lane]) * static_cast<Wide>(b[lane]));
        return static_cast<Wide>(kAdds ? product + c[lane] : product);
    });
}

// A fused multiply-add is one instruction where the CPU has it and a call where it has not.
void fused_multiply_add(Warp& w, const Instruction& i, Mask mask) {
    const float *a = w.lanes<float>(i.slots[1]), *b = w.lanes<float>(i.slots[2]),
                *c = w.lanes<float>(i.slots[3]);
    set_lanes(w.lanes<float>(i.slots[0]), mask,
              [=](int lane) { return std::fma(a[lane], b[lane], c[lane]); });
}
[[gnu::target("avx2,fma")]] void fused_multiply_add_avx2(Warp& w, const Instruction& i, Mask mask) {
    const float *a = w.lanes<float>(i.slots[1]), *b = w.lanes<float>(i.slots[2]),
                *c = w.lanes<float>(i.slots[3]);
    float values[kLanes];
    PTX_LANE_LOOP values[lane] = __builtin_fmaf(a[lane], b[lane], c[lane]);
    float* d = w.lanes<float>(i.slots[0]);
    PTX_LANE_LOOP d[lane] = (mask & kLaneBits.bit[lane]) ? values[lane] : d[lane];
}
void fused_multiply_add_double(Warp& w, const Instruction& i, Mask mask) {
    const double *a = w.lanes<double>(i.slots[1]), *b = w.lanes<double>(i.slots[2]),
                 *c = w.lanes<double>(i.slots[3]);
    set_lanes(w.lanes<double>(i.slots[0]), mask,
              [=](int lane) { return std::fma(a[lane], b[lane], c[lane]); });
}

template <class F>
Behaviour binary_integer(Type type) {
    return for_integer(type, []<class T>(T) -> Behaviour { return binary<T, F>; });
}
template <class F>
Behaviour binary_real(Type type) {
    return for_real(type, []<class T>(T) -> Behaviour { return binary<T, F>; });
}
template <class F>
Behaviour unary_real(Type type) {
    return for_real(type, []<class T>(T) -> Behaviour { return unary<T, F>; });
}

Decoded of_type(Behaviour run, Type type, std::size_t operands) {
    Decoded result;
    result.run = run;
    result.bits.assign(operands, type.bits);
    return result;
}

Decoded decode_wide(const Opcode& opcode, Type type) {
    const bool adds = opcode.name == "mad";
    const auto make = [adds]<class Narrow, class Wide>(Narrow, Wide) -> Behaviour {
        return adds ? multiply_wide<Narrow, Wide, true> : multiply_wide<Narrow, Wide, false>;
    };
    Decoded result;
    if (type == Type{'s', 16}) result.run = make(std::int16_t(), std::int32_t());
    if (type == Type{'u', 16}) result.run = make(std::uint16_t(), std::uint32_t());
    if (type == Type{'s', 32}) result.run = make(std::int32_t(), std::int64_t());
    if (type == Type{'u', 32}) result.run = make(std::uint32_t(), std::uint64_t());
    result.bits = {2 * type.bits, type.bits, type.bits};
    if (adds) result.bits.push_back(2 * type.bits);
    return result;
}

Decoded decode_integer(const Opcode& opcode, Type type) {
    const std::string& name = opcode.name;
    if ((name == "mul" || name == "mad") && opcode.is({"wide"})) return decode_wide(opcode, type);
    if (name == "mul" && opcode.is({"lo"})) return of_type(binary_integer<Multiply>(type), type, 3);
    if (name == "mul" && opcode.is({"hi"})) return of_type(binary_integer<MultiplyHigh>(type), type, 3);
    const auto ternary_of = [&]<class F>(F) {
        return of_type(for_integer(type, []<class T>(T) -> Behaviour { return ternary<T, F>; }), type, 4);
    };
    if (name == "mad" && opcode.is({"lo"})) return ternary_of(MultiplyAdd());
    if (name == "mad" && opcode.is({"hi"})) return ternary_of(MultiplyHighAdd());
    if (!opcode.modifiers.empty()) return {};
    if (name == "add") return of_type(binary_integer<Add>(type), type, 3);
    if (name == "sub") return of_type(binary_integer<Subtract>(type), type, 3);
    if (name == "div") return of_type(binary_integer<Divide>(type), type, 3);
    if (name == "rem") return of_type(binary_integer<Remainder>(type), type, 3);
    if (name == "min") return of_type(binary_integer<Minimum>(type), type, 3);
    if (name == "max") return of_type(binary_integer<Maximum>(type), type, 3);
    const auto unary_of = [&]<class F>(F) {
        return of_type(for_integer(type, []<class T>(T) -> Behaviour { return unary<T, F>; }), type, 2);
    };
    if (name == "neg" && type.kind == 's') return unary_of(Negate());
    if (name == "abs" && type.kind == 's') return unary_of(Absolute());
    return {};
}

Decoded decode_fused(Type type) {
    static const bool has_fma = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (type.bits == 64) return of_type(fused_multiply_add_double, type, 4);
    return of_type(has_fma ? fused_multiply_add_avx2 : fused_multiply_add, type, 4);
}

Decoded decode_real(Opcode opcode, Type type) {
    const std::string& name = opcode.name;
    opcode.take("ftz");
    if (name == "fma" && opcode.is({"rn"})) return decode_fused(type);
    const bool rounds = opcode.is({"rn"}), plain = opcode.modifiers.empty();
    if (rounds || plain) {
        if (name == "add") return of_type(binary_real<Add>(type), type, 3);
        if (name == "sub") return of_type(binary_real<Subtract>(type), type, 3);
        if (name == "mul") return of_type(binary_real<Multiply>(type), type, 3);
    }
    if (plain) {
        if (name == "min") return of_type(binary_real<Minimum>(type), type, 3);
        if (name == "max") return of_type(binary_real<Maximum>(type), type, 3);
        if (name == "abs") return of_type(unary_real<Absolute>(type), type, 2);
        if (name == "neg") return of_type(unary_real<Negate>(type), type, 2);
    }
    if (opcode.is({"NaN"})) {
        if (name == "min") return of_type(binary_real<OrNan<Minimum>>(type), type, 3);
        if (name == "max") return of_type(binary_real<OrNan<Maximum>>(type), type, 3);
    }
    const bool approximate = opcode.is({"approx"});
    if (name == "div" && (rounds || approximate || opcode.is({"full"})))
        return of_type(binary_real<Divide>(type), type, 3);
    if (rounds || approximate) {
        if (name == "rcp") return of_type(unary_real<Reciprocal>(type), type, 2);
        if (name == "sqrt") return of_type(unary_real<SquareRoot>(type), type, 2);
    }
    if (!approximate || type.bits != 32) return {};
    if (name == "rsqrt") return of_type(unary<float, ReciprocalSquareRoot>, type, 2);
    if (name == "ex2") return of_type(unary<float, Exponential2>, type, 2);
    if (name == "lg2") return of_type(unary<float, Logarithm2>, type, 2);
    if (name == "tanh") return of_type(unary<float, HyperbolicTangent>, type, 2);
    if (name == "sin") return of_type(unary<float, Sine>, type, 2);
    if (name == "cos") return of_type(unary<float, Cosine>, type, 2);
    return {};
}

}  // namespace

Decoded decode_arithmetic(Opcode opcode) {
    if (opcode.types.size() != 1) return {};
    const Type type = opcode.types[0];
    if (type.kind == 'f') return type.bits == 16 ? Decoded() : decode_real(std::move(opcode), type);
    return type.kind == 'b' ? Decoded() : decode_integer(opcode, type);
}

}  // namespace ptx
