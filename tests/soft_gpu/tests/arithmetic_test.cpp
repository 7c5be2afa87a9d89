#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

#include "ptx_program.h"

namespace ptx::test {
namespace {

using I16 = std::int16_t;
using U16 = std::uint16_t;
using I32 = std::int32_t;
using U32 = std::uint32_t;
using I64 = std::int64_t;
using U64 = std::uint64_t;

BOOST_AUTO_TEST_SUITE(arithmetic)

BOOST_AUTO_TEST_CASE(adds_and_multiplies_integers_of_all_widths) {
    BOOST_TEST(
        (count_differences<I16, I16>("add.s16 D, A, B;", [](I16 a, I16 b, I16) { return I16(a + b); }) == 0));
    BOOST_TEST(
        (count_differences<U32, U32>("add.u32 D, A, B;", [](U32 a, U32 b, U32) { return a + b; }) == 0));
    BOOST_TEST(
        (count_differences<U64, U64>("sub.s64 D, A, B;", [](U64 a, U64 b, U64) { return a - b; }) == 0));
    BOOST_TEST(
        (count_differences<U32, U32>("mul.lo.s32 D, A, B;", [](U32 a, U32 b, U32) { return a * b; }) == 0));
    BOOST_TEST(
        (count_differences<U64, U64>("mul.lo.s64 D, A, B;", [](U64 a, U64 b, U64) { return a * b; }) == 0));
    BOOST_TEST((count_differences<U32, U32>("mad.lo.s32 D, A, B, C;",
                                            [](U32 a, U32 b, U32 c) { return a * b + c; }) == 0));
    BOOST_TEST((count_differences<U32, U32>("mul.hi.u32 D, A, B;",
                                            [](U32 a, U32 b, U32) { return U32(U64{a} * b >> 32); }) == 0));
    BOOST_TEST((count_differences<I32, I32>("mul.hi.s32 D, A, B;",
                                            [](I32 a, I32 b, I32) { return I32(I64{a} * b >> 32); }) == 0));
    BOOST_TEST((count_differences<U64, U64>("mul.hi.u64 D, A, B;", [](U64 a, U64 b, U64) {
                    return U64(static_cast<unsigned __int128>(a) * b >> 64);
                }) == 0));
}

BOOST_AUTO_TEST_CASE(widens_products) {
    BOOST_TEST((count_differences<I64, I32>("mul.wide.s32 D, A, B;",
                                            [](I32 a, I32 b, I32) { return I64{a} * b; }) == 0));
    BOOST_TEST((count_differences<U64, U32>("mul.wide.u32 D, A, B;",
                                            [](U32 a, U32 b, U32) { return U64{a} * b; }) == 0));
    BOOST_TEST((count_differences<I32, I16>("mul.wide.s16 D, A, B;",
                                            [](I16 a, I16 b, I16) { return I32{a} * b; }) == 0));
    BOOST_TEST((count_differences<U64, U32>("mad.wide.u32 D, A, B, 5;",
                                            [](U32 a, U32 b, U32) { return U64{a} * b + 5; }) == 0));
}

BOOST_AUTO_TEST_CASE(divides_as_hardware_does_even_by_zero) {
    BOOST_TEST((count_differences<I32, I32>("div.s32 D, A, B;", [](I32 a, I32 b, I32) {
                    return b == 0 ? -1 : I32(I64{a} / b);
                }) == 0));
    BOOST_TEST((count_differences<U32, U32>("div.u32 D, A, B;",
                                            [](U32 a, U32 b, U32) { return b ? a / b : ~0u; }) == 0));
    BOOST_TEST((count_differences<I32, I32>("rem.s32 D, A, B;",
                                            [](I32 a, I32 b, I32) { return b ? I32(I64{a} % b) : a; }) == 0));
    BOOST_TEST((count_differences<U64, U64>("rem.u64 D, A, B;",
                                            [](U64 a, U64 b, U64) { return b ? a % b : a; }) == 0));
}

BOOST_AUTO_TEST_CASE(compares_integers_by_their_sign) {
    BOOST_TEST((count_differences<I32, I32>("min.s32 D, A, B;",
                                            [](I32 a, I32 b, I32) { return std::min(a, b); }) == 0));
    BOOST_TEST((count_differences<U32, U32>("min.u32 D, A, B;",
                                            [](U32 a, U32 b, U32) { return std::min(a, b); }) == 0));
    BOOST_TEST((count_differences<I64, I64>("max.s64 D, A, B;",
                                            [](I64 a, I64 b, I64) { return std::max(a, b); }) == 0));
    BOOST_TEST((count_differences<U16, U16>("max.u16 D, A, B;",
                                            [](U16 a, U16 b, U16) { return std::max(a, b); }) == 0));
    BOOST_TEST((count_differences<U32, U32>("neg.s32 D, A;", [](U32 a, U32, U32) { return -a; }) == 0));
    BOOST_TEST((
        count_differences<U32, U32>("abs.s32 D, A;", [](U32 a, U32, U32) { return a >> 31 ? -a : a; }) == 0));
}

BOOST_AUTO_TEST_CASE(computes_with_floats_as_the_cpu_does) {
    BOOST_TEST((count_differences<float, float>("add.rn.f32 D, A, B;",
                                                [](float a, float b, float) { return a + b; }) == 0));
    BOOST_TEST((count_differences<float, float>("sub.f32 D, A, B;",
                                                [](float a, float b, float) { return a - b; }) == 0));
    BOOST_TEST((count_differences<float, float>("mul.ftz.f32 D, A, B;",
                                                [](float a, float b, float) { return a * b; }) == 0));
    BOOST_TEST((count_differences<float, float>("div.rn.f32 D, A, B;",
                                                [](float a, float b, float) { return a / b; }) == 0));
    BOOST_TEST((count_differences<double, double>("div.rn.f64 D, A, B;",
                                                  [](double a, double b, double) { return a / b; }) == 0));
    BOOST_TEST((count_differences<float, float>("sqrt.rn.f32 D, A;",
                                                [](float a, float, float) { return std::sqrt(a); }) == 0));
    BOOST_TEST((count_differences<float, float>("rcp.rn.f32 D, A;",
                                                [](float a, float, float) { return 1 / a; }) == 0));
    BOOST_TEST(
        (count_differences<float, float>("neg.f32 D, A;", [](float a, float, float) { return -a; }) == 0));
    BOOST_TEST((count_differences<float, float>("abs.f32 D, A;",
                                                [](float a, float, float) { return std::fabs(a); }) == 0));
    BOOST_TEST((count_differences<float, float>("ex2.approx.f32 D, A;",
                                                [](float a, float, float) { return std::exp2(a); }) == 0));
    BOOST_TEST((count_differences<float, float>("lg2.approx.f32 D, A;",
                                                [](float a, float, float) { return std::log2(a); }) == 0));
    BOOST_TEST((count_differences<float, float>("tanh.approx.f32 D, A;",
                                                [](float a, float, float) { return std::tanh(a); }) == 0));
}

BOOST_AUTO_TEST_CASE(fuses_products_and_sums) {
    const auto fused = [](auto a, auto b, auto c) { return std::fma(a, b, c); };
    BOOST_TEST((count_differences<float, float>("fma.rn.f32 D, A, B, C;", fused) == 0));
    BOOST_TEST((count_differences<double, double>("fma.rn.f64 D, A, B, C;", fused) == 0));
    // 1 + 2^-23 squared: the last bits are lost where a product is rounded before it is added to.
    const float a = 1 + 0x1p-23f;
    const auto found =
        run_program({"fma.rn.f32 %f0, %f1, %f1, %f2;", "f"}, {{to_bits(a), to_bits(-1 - 0x1p-22f), 0}});
    BOOST_TEST(from_bits<float>(found[0]) == 0x1p-46f);
}

BOOST_AUTO_TEST_CASE(takes_the_number_if_the_other_is_none) {
    BOOST_TEST((count_differences<bool, float>(
                    "min.f32 %f0, A, B; setp.nan.f32 D, %f0, %f0;",
                    [](float a, float b, float) { return std::isnan(a) && std::isnan(b); }) == 0));
    BOOST_TEST((count_differences<bool, float>(
                    "max.NaN.f32 %f0, A, B; setp.nan.f32 D, %f0, %f0;",
                    [](float a, float b, float) { return std::isnan(a) || std::isnan(b); }) == 0));
    const auto larger = [](float a, float b, float) { return std::fmax(a, b) + 0.f; };
    BOOST_TEST((count_differences<float, float>("max.f32 D, A, B; add.f32 D, D, 0f00000000;", larger) == 0));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
