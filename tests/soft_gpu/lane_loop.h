// Computes a value for each lane, in loops that the compiler turns into vector instructions.
#pragma once

#include <cstdint>
#include <type_traits>

#include "warp.h"

namespace ptx {

// The iterations are independent: a result may be stored over an operand, but only of the same lane.
#if defined(__clang__)
#define PTX_LANE_LOOP _Pragma("clang loop vectorize(assume_safety)") for (int lane = 0; lane < kLanes; ++lane)
#else
#define PTX_LANE_LOOP _Pragma("GCC ivdep") for (int lane = 0; lane < kLanes; ++lane)
#endif

// The bit of each lane: mask & kLaneBit[lane] vectorises where a shift by the lane does not.
struct LaneBits {
    alignas(64) Mask bit[kLanes];
    constexpr LaneBits() : bit() {
        for (int lane = 0; lane < kLanes; ++lane) bit[lane] = Mask{1} << lane;
    }
};
inline constexpr LaneBits kLaneBits;

// d[lane] = value(lane) for the lanes in the mask.  `value` is computed for the others, too: it must have no
// effect.
template <class T, class Value>
[[gnu::always_inline]] inline void set_lanes(T* d, Mask mask, Value value) {
    if (mask == kAllLanes) {
        PTX_LANE_LOOP d[lane] = value(lane);
        return;
    }
    T values[kLanes];
    PTX_LANE_LOOP values[lane] = value(lane);
    PTX_LANE_LOOP d[lane] = (mask & kLaneBits.bit[lane]) ? values[lane] : d[lane];
}

// The mask of the lanes in which `holds(lane)`.
template <class Holds>
[[gnu::always_inline]] inline Mask lanes_where(Holds holds) {
    Mask bits[kLanes];
    PTX_LANE_LOOP bits[lane] = holds(lane) ? kLaneBits.bit[lane] : 0;
    Mask result = 0;
    for (const Mask bit : bits) result |= bit;
    return result;
}

inline void set_predicate(Mask& predicate, Mask mask, Mask value) {
    predicate = (predicate & ~mask) | (value & mask);
}

// Operations of one to three operands of a type, as functions.
template <class T, class F>
void unary(Warp& w, const Instruction& i, Mask mask) {
    const T* a = w.lanes<T>(i.slots[1]);
    set_lanes(w.lanes<T>(i.slots[0]), mask, [=](int lane) { return F()(a[lane]); });
}
template <class T, class F>
void binary(Warp& w, const Instruction& i, Mask mask) {
    const T *a = w.lanes<T>(i.slots[1]), *b = w.lanes<T>(i.slots[2]);
    set_lanes(w.lanes<T>(i.slots[0]), mask, [=](int lane) { return F()(a[lane], b[lane]); });
}
template <class T, class F>
void ternary(Warp& w, const Instruction& i, Mask mask) {
    const T *a = w.lanes<T>(i.slots[1]), *b = w.lanes<T>(i.slots[2]), *c = w.lanes<T>(i.slots[3]);
    set_lanes(w.lanes<T>(i.slots[0]), mask, [=](int lane) { return F()(a[lane], b[lane], c[lane]); });
}

// Calls make(T()) with the C++ type of a PTX type; returns what it returns, or nullptr.
template <class Make>
Behaviour for_integer(Type type, Make make) {
    if (type.kind != 's' && type.kind != 'u' && type.kind != 'b') return nullptr;
    const bool is_signed = type.kind == 's';
    switch (type.bits) {
        case 16:
            return is_signed ? make(std::int16_t()) : make(std::uint16_t());
        case 32:
            return is_signed ? make(std::int32_t()) : make(std::uint32_t());
        case 64:
            return is_signed ? make(std::int64_t()) : make(std::uint64_t());
        default:
            return nullptr;
    }
}
template <class Make>
Behaviour for_real(Type type, Make make) {
    if (type.kind != 'f') return nullptr;
    if (type.bits == 32) return make(float());
    return type.bits == 64 ? make(double()) : nullptr;
}

}  // namespace ptx
