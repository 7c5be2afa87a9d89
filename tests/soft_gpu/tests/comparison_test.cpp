#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <string>

#include "ptx_program.h"

namespace ptx::test {
namespace {

using I32 = std::int32_t;
using U32 = std::uint32_t;
using I64 = std::int64_t;
using U64 = std::uint64_t;
using U16 = std::uint16_t;

BOOST_AUTO_TEST_SUITE(comparison)

BOOST_AUTO_TEST_CASE(compares_by_type) {
    BOOST_TEST(
        (count_differences<bool, I32>("setp.lt.s32 D, A, B;", [](I32 a, I32 b, I32) { return a < b; }) == 0));
    BOOST_TEST(
        (count_differences<bool, U32>("setp.lt.u32 D, A, B;", [](U32 a, U32 b, U32) { return a < b; }) == 0));
    BOOST_TEST((
        count_differences<bool, U32>("setp.hs.u32 D, A, B;", [](U32 a, U32 b, U32) { return a >= b; }) == 0));
    BOOST_TEST((
        count_differences<bool, I64>("setp.ge.s64 D, A, B;", [](I64 a, I64 b, I64) { return a >= b; }) == 0));
    BOOST_TEST(
        (count_differences<bool, U64>("setp.gt.u64 D, A, B;", [](U64 a, U64 b, U64) { return a > b; }) == 0));
    BOOST_TEST((
        count_differences<bool, U16>("setp.ne.b16 D, A, B;", [](U16 a, U16 b, U16) { return a != b; }) == 0));
    BOOST_TEST(
        (count_differences<bool, U64>("setp.eq.b64 D, A, 5;", [](U64 a, U64, U64) { return a == 5; }) == 0));
}

BOOST_AUTO_TEST_CASE(knows_what_is_no_number) {
    BOOST_TEST((count_differences<bool, float>("setp.eq.f32 D, A, B;",
                                               [](float a, float b, float) { return a == b; }) == 0));
    BOOST_TEST((count_differences<bool, float>("setp.ne.f32 D, A, B;",
                                               [](float a, float b, float) { return a < b || a > b; }) == 0));
    BOOST_TEST((count_differences<bool, float>("setp.le.f32 D, A, B;",
                                               [](float a, float b, float) { return a <= b; }) == 0));
    BOOST_TEST((count_differences<bool, float>("setp.neu.f32 D, A, B;",
                                               [](float a, float b, float) { return a != b; }) == 0));
    BOOST_TEST((count_differences<bool, float>("setp.ltu.f32 D, A, B;",
                                               [](float a, float b, float) { return !(a >= b); }) == 0));
    BOOST_TEST((count_differences<bool, float>("setp.geu.f32 D, A, B;",
                                               [](float a, float b, float) { return !(a < b); }) == 0));
    BOOST_TEST((count_differences<bool, float>("setp.num.f32 D, A, B;", [](float a, float b, float) {
                    return !std::isnan(a) && !std::isnan(b);
                }) == 0));
    BOOST_TEST((count_differences<bool, double>("setp.nan.f64 D, A, B;", [](double a, double b, double) {
                    return std::isnan(a) || std::isnan(b);
                }) == 0));
}

BOOST_AUTO_TEST_CASE(joins_the_result_with_another) {
    const auto differs = [](const std::string& text, auto expected) {
        return count_differences<bool, I32>("setp.lt.s32 %p1, B, C; " + text, expected);
    };
    BOOST_TEST(differs("setp.lt.and.s32 D, A, B, %p1;", [](I32 a, I32 b, I32 c) { return a < b && b < c; }) ==
               0);
    BOOST_TEST(differs("setp.lt.or.s32 D, A, B, %p1;", [](I32 a, I32 b, I32 c) { return a < b || b < c; }) ==
               0);
    BOOST_TEST(differs("setp.lt.xor.s32 D, A, B, %p1;",
                       [](I32 a, I32 b, I32 c) { return (a < b) != (b < c); }) == 0);
}

BOOST_AUTO_TEST_CASE(gives_the_opposite_to_the_second_predicate) {
    BOOST_TEST((count_differences<bool, I32>("setp.lt.s32 %p1|D, A, B;",
                                             [](I32 a, I32 b, I32) { return a >= b; }) == 0));
}

BOOST_AUTO_TEST_CASE(selects_by_lane) {
    BOOST_TEST((count_differences<I32, I32>("setp.lt.s32 %p1, A, B; selp.b32 D, A, C, %p1;",
                                            [](I32 a, I32 b, I32 c) { return a < b ? a : c; }) == 0));
    BOOST_TEST((count_differences<U16, U16>("setp.lt.u16 %p1, A, B; selp.u16 D, 7, C, %p1;",
                                            [](U16 a, U16 b, U16 c) { return a < b ? U16{7} : c; }) == 0));
    BOOST_TEST(
        (count_differences<double, double>("setp.lt.f64 %p1, A, B; selp.f64 D, A, C, %p1;",
                                           [](double a, double b, double c) { return a < b ? a : c; }) == 0));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
