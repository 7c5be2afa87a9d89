#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>

#include "ptx_program.h"

namespace ptx::test {
namespace {

using U16 = std::uint16_t;
using I32 = std::int32_t;
using U32 = std::uint32_t;
using I64 = std::int64_t;
using U64 = std::uint64_t;

BOOST_AUTO_TEST_SUITE(bits)

BOOST_AUTO_TEST_CASE(joins_bits) {
    BOOST_TEST(
        (count_differences<U32, U32>("and.b32 D, A, B;", [](U32 a, U32 b, U32) { return a & b; }) == 0));
    BOOST_TEST(
        (count_differences<U64, U64>("or.b64 D, A, B;", [](U64 a, U64 b, U64) { return a | b; }) == 0));
    BOOST_TEST(
        (count_differences<U16, U16>("xor.b16 D, A, B;", [](U16 a, U16 b, U16) { return U16(a ^ b); }) == 0));
    BOOST_TEST((count_differences<U32, U32>("not.b32 D, A;", [](U32 a, U32, U32) { return ~a; }) == 0));
}

BOOST_AUTO_TEST_CASE(joins_predicates) {
    const auto differs = [](const std::string& join, auto expected) {
        return count_differences<bool, I32>("setp.lt.s32 %p1, A, B; setp.lt.s32 %p2, B, C; " + join,
                                            expected);
    };
    BOOST_TEST(differs("and.pred D, %p1, %p2;", [](I32 a, I32 b, I32 c) { return a < b && b < c; }) == 0);
    BOOST_TEST(differs("or.pred D, %p1, %p2;", [](I32 a, I32 b, I32 c) { return a < b || b < c; }) == 0);
    BOOST_TEST(differs("xor.pred D, %p1, %p2;", [](I32 a, I32 b, I32 c) { return (a < b) != (b < c); }) == 0);
    BOOST_TEST(differs("not.pred D, %p2;", [](I32, I32 b, I32 c) { return b >= c; }) == 0);
    BOOST_TEST(differs("mov.pred D, %p1;", [](I32 a, I32 b, I32) { return a < b; }) == 0);
    BOOST_TEST(differs("mov.pred D, -1;", [](I32, I32, I32) { return true; }) == 0);
}

BOOST_AUTO_TEST_CASE(shifts_by_the_width_and_more) {
    BOOST_TEST((count_differences<U32, U32>("shl.b32 D, A, N;",
                                            [](U32 a, U32 n, U32) { return n < 32 ? a << n : 0; }) == 0));
    BOOST_TEST((count_differences<U32, U32>("shr.u32 D, A, N;",
                                            [](U32 a, U32 n, U32) { return n < 32 ? a >> n : 0; }) == 0));
    BOOST_TEST((count_differences<I32, I32>(
                    "shr.s32 D, A, N;", [](I32 a, I32 n, I32) { return a >> std::min(U32(n), 31u); }) == 0));
    BOOST_TEST((count_differences<U64, U64>("shl.b64 D, A, N;", [](U64 a, U64 n, U64) {
                    return U32(n) < 64 ? a << U32(n) : 0;
                }) == 0));
    BOOST_TEST((count_differences<I64, I64>(
                    "shr.s64 D, A, N;", [](I64 a, I64 n, I64) { return a >> std::min(U32(n), 63u); }) == 0));
    BOOST_TEST(
        (count_differences<U16, U16>("shr.u16 D, A, 3;", [](U16 a, U16, U16) { return U16(a >> 3); }) == 0));
}

// Bit by bit, as the PTX ISA describes it.
template <class T>
T slow_extract(T value, U32 position, U32 length) {
    constexpr U32 kBits = 8 * sizeof(T);
    position &= 255, length &= 255;
    const bool has_sign = std::is_signed_v<T> && length != 0;
    const U32 sign_at = std::min(position + length - 1, kBits - 1);
    const U64 bits = static_cast<std::make_unsigned_t<T>>(value), sign = has_sign ? bits >> sign_at & 1 : 0;
    U64 result = 0;
    for (U32 n = 0; n < kBits; ++n) {
        const bool inside = n < length && position + n < kBits;
        result |= (inside ? bits >> (position + n) & 1 : sign) << n;
    }
    return static_cast<T>(result);
}
template <class T>
T slow_insert(T field, T into, U32 position, U32 length) {
    position &= 255, length &= 255;
    for (U32 n = 0; n < length && position + n < 8 * sizeof(T); ++n) {
        into = (into & ~(T{1} << (position + n))) | (field >> n & 1) << (position + n);
    }
    return into;
}

BOOST_AUTO_TEST_CASE(cuts_out_fields) {
    BOOST_TEST((count_differences<U32, U32>("bfe.u32 D, A, N, M;", slow_extract<U32>) == 0));
    BOOST_TEST((count_differences<I32, I32>("bfe.s32 D, A, N, M;", [](I32 a, I32 n, I32 m) {
                    return slow_extract(a, U32(n), U32(m));
                }) == 0));
    BOOST_TEST((count_differences<U64, U64>("bfe.u64 D, A, N, M;", [](U64 a, U64 n, U64 m) {
                    return slow_extract(a, U32(n), U32(m));
                }) == 0));
    BOOST_TEST((count_differences<I64, I64>("bfe.s64 D, A, N, M;", [](I64 a, I64 n, I64 m) {
                    return slow_extract(a, U32(n), U32(m));
                }) == 0));
}

BOOST_AUTO_TEST_CASE(inserts_fields) {
    BOOST_TEST((count_differences<U32, U32>("bfi.b32 D, A, B, M, 7;", [](U32 a, U32 b, U32 m) {
                    return slow_insert(a, b, m, 7);
                }) == 0));
    BOOST_TEST((count_differences<U32, U32>("bfi.b32 D, A, B, 8, M;", [](U32 a, U32 b, U32 m) {
                    return slow_insert(a, b, 8, m);
                }) == 0));
    BOOST_TEST((count_differences<U64, U64>("bfi.b64 D, A, B, M, 40;", [](U64 a, U64 b, U64 m) {
                    return slow_insert(a, b, U32(m), 40);
                }) == 0));
}

BOOST_AUTO_TEST_CASE(permutes_bytes) {
    const auto found = run_program({"prmt.b32 %r0, %r1, %r2, %r3;"}, {{0x33221100, 0x77665544, 0x7531},
                                                                      {0x33221180, 0x77665544, 0x4280},
                                                                      {0x33227700, 0x77665544, 0x9999}});
    BOOST_TEST(found[0] == 0x77553311u);
    BOOST_TEST(found[1] == 0x4422ff80u);
    BOOST_TEST(found[2] == 0u);
}

BOOST_AUTO_TEST_CASE(counts_bits) {
    BOOST_TEST((count_differences<U32, U32>("popc.b32 D, A;",
                                            [](U32 a, U32, U32) { return U32(std::popcount(a)); }) == 0));
    BOOST_TEST((count_differences<U32, U64>("popc.b64 D, A;",
                                            [](U64 a, U64, U64) { return U32(std::popcount(a)); }) == 0));
    BOOST_TEST((count_differences<U32, U32>("clz.b32 D, A;",
                                            [](U32 a, U32, U32) { return U32(std::countl_zero(a)); }) == 0));
    BOOST_TEST((count_differences<U32, U32>("brev.b32 %r10, A; brev.b32 D, %r10;",
                                            [](U32 a, U32, U32) { return a; }) == 0));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
