#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "ptx_program.h"
#include "soft_gpu/half.h"

namespace ptx::test {
namespace {

using I16 = std::int16_t;
using U16 = std::uint16_t;
using I32 = std::int32_t;
using U32 = std::uint32_t;
using I64 = std::int64_t;
using U64 = std::uint64_t;

// PTX: beyond the range its end, 0 for what is not a number.
template <class Integer>
Integer clamped(float value) {
    if (std::isnan(value)) return 0;
    if (value <= static_cast<float>(std::numeric_limits<Integer>::min()))
        return std::numeric_limits<Integer>::min();
    if (value >= static_cast<float>(std::numeric_limits<Integer>::max()))
        return std::numeric_limits<Integer>::max();
    return static_cast<Integer>(value);
}

// Halves by the definition, slowly.
float value_of_half(unsigned half) {
    const int exponent = static_cast<int>(half >> 10 & 31), fraction = static_cast<int>(half & 1023);
    const float sign = half & 0x8000 ? -1.f : 1.f;
    if (exponent == 31) return fraction ? NAN : sign * INFINITY;
    return sign * (exponent ? std::ldexp(1024.f + static_cast<float>(fraction), exponent - 25)
                            : std::ldexp(static_cast<float>(fraction), -24));
}

BOOST_AUTO_TEST_SUITE(conversion)

BOOST_AUTO_TEST_CASE(extends_and_cuts_integers) {
    BOOST_TEST(
        (count_differences<I64, I32>("cvt.s64.s32 D, A;", [](I32 a, I32, I32) { return I64{a}; }) == 0));
    BOOST_TEST(
        (count_differences<U64, U32>("cvt.u64.u32 D, A;", [](U32 a, U32, U32) { return U64{a}; }) == 0));
    BOOST_TEST(
        (count_differences<U32, U64>("cvt.u32.u64 D, A;", [](U64 a, U64, U64) { return U32(a); }) == 0));
    BOOST_TEST(
        (count_differences<I32, I16>("cvt.s32.s16 D, A;", [](I16 a, I16, I16) { return I32{a}; }) == 0));
    BOOST_TEST(
        (count_differences<U16, U32>("cvt.u16.u32 D, A;", [](U32 a, U32, U32) { return U16(a); }) == 0));
}

BOOST_AUTO_TEST_CASE(reads_integers_in_wider_registers) {
    BOOST_TEST(
        (count_differences<I64, I64>("cvt.s64.s32 D, A;", [](I64 a, I64, I64) { return I64{I32(a)}; }) == 0));
    BOOST_TEST((count_differences<I32, I16>("cvt.s32.s8 D, A;", [](I16 a, I16, I16) {
                    return I32{static_cast<std::int8_t>(a)};
                }) == 0));
    BOOST_TEST(
        (count_differences<U32, U32>("cvt.u32.u8 D, A;", [](U32 a, U32, U32) { return a & 255; }) == 0));
    BOOST_TEST((count_differences<I16, U32>("cvt.s8.u32 D, A;", [](U32 a, U32, U32) {
                    return I16{static_cast<std::int8_t>(a)};
                }) == 0));
    BOOST_TEST((count_differences<float, I32>("cvt.rn.f32.u8 D, A;", [](I32 a, I32, I32) {
                    return static_cast<float>(a & 255);
                }) == 0));
}

BOOST_AUTO_TEST_CASE(rounds_integers_to_floats) {
    BOOST_TEST((count_differences<float, I32>("cvt.rn.f32.s32 D, A;",
                                              [](I32 a, I32, I32) { return static_cast<float>(a); }) == 0));
    BOOST_TEST((count_differences<float, U64>("cvt.rn.f32.u64 D, A;",
                                              [](U64 a, U64, U64) { return static_cast<float>(a); }) == 0));
    BOOST_TEST((count_differences<double, I64>("cvt.rn.f64.s64 D, A;",
                                               [](I64 a, I64, I64) { return static_cast<double>(a); }) == 0));
}

BOOST_AUTO_TEST_CASE(rounds_floats_to_integers_in_every_direction) {
    BOOST_TEST((count_differences<I32, float>("cvt.rzi.s32.f32 D, A;", [](float a, float, float) {
                    return clamped<I32>(std::trunc(a));
                }) == 0));
    BOOST_TEST((count_differences<I32, float>("cvt.rni.s32.f32 D, A;", [](float a, float, float) {
                    return clamped<I32>(std::nearbyint(a));
                }) == 0));
    BOOST_TEST((count_differences<I32, float>("cvt.rmi.s32.f32 D, A;", [](float a, float, float) {
                    return clamped<I32>(std::floor(a));
                }) == 0));
    BOOST_TEST((count_differences<I32, float>("cvt.rpi.s32.f32 D, A;", [](float a, float, float) {
                    return clamped<I32>(std::ceil(a));
                }) == 0));
    BOOST_TEST((count_differences<U32, float>("cvt.rzi.u32.f32 D, A;", [](float a, float, float) {
                    return clamped<U32>(std::trunc(a));
                }) == 0));
    BOOST_TEST((count_differences<float, float>("cvt.rmi.f32.f32 D, A;",
                                                [](float a, float, float) { return std::floor(a); }) == 0));
}

BOOST_AUTO_TEST_CASE(changes_the_width_of_floats) {
    BOOST_TEST((count_differences<double, float>("cvt.f64.f32 D, A;",
                                                 [](float a, float, float) { return double{a}; }) == 0));
    BOOST_TEST((count_differences<float, double>("cvt.rn.f32.f64 D, A;", [](double a, double, double) {
                    return static_cast<float>(a);
                }) == 0));
    BOOST_TEST((count_differences<float, float>("cvt.sat.f32.f32 D, A;", [](float a, float, float) {
                    return a > 0 ? std::min(a, 1.f) : 0.f;
                }) == 0));
}

BOOST_AUTO_TEST_CASE(knows_all_halves) {
    std::vector<Inputs> halves;
    for (std::uint64_t half = 0; half < 65536; ++half) halves.push_back({half, 0, 0});
    const auto floats = run_program({"cvt.f32.f16 %f0, %rs1;", "f"}, halves);
    const auto back = run_program({"cvt.f32.f16 %f1, %rs1; cvt.rn.f16.f32 %rs0, %f1;", "rs"}, halves);
    int wrong = 0;
    for (unsigned half = 0; half < 65536; ++half) {
        const float found = from_bits<float>(floats[half]), wanted = value_of_half(half);
        wrong += std::isnan(wanted) ? !std::isnan(found) : to_bits(found) != to_bits(wanted);
        wrong += std::isnan(wanted) ? back[half] != 0x7fff : back[half] != half;
    }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(rounds_to_the_nearest_half_and_ties_to_even) {
    int wrong = 0;
    for (unsigned half = 0; half < 0x7bff; ++half) {
        const float low = value_of_half(half), high = value_of_half(half + 1), middle = (low + high) / 2;
        wrong += float_to_half(middle) != half + (half & 1);
        wrong += float_to_half(std::nextafter(middle, low)) != half;
        wrong += float_to_half(-std::nextafter(middle, high)) != ((half + 1) | 0x8000);
    }
    BOOST_TEST(wrong == 0);
    BOOST_TEST(float_to_half(65519.996f) == 0x7bff);
    BOOST_TEST(float_to_half(65520.f) == 0x7c00);
    BOOST_TEST(float_to_half(1e-30f) == 0);
}

BOOST_AUTO_TEST_CASE(packs_and_unpacks_registers) {
    BOOST_TEST((count_differences<U64, U32>("mov.b64 D, {A, B};",
                                            [](U32 a, U32 b, U32) { return U64{b} << 32 | a; }) == 0));
    BOOST_TEST((count_differences<U32, U16>("mov.b32 D, {A, B};",
                                            [](U16 a, U16 b, U16) { return U32{b} << 16 | a; }) == 0));
    BOOST_TEST((count_differences<U32, U64>("mov.b64 {%r10, D}, A;",
                                            [](U64 a, U64, U64) { return U32(a >> 32); }) == 0));
    BOOST_TEST(
        (count_differences<U16, U32>("mov.b32 {D, %rs4}, A;", [](U32 a, U32, U32) { return U16(a); }) == 0));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
