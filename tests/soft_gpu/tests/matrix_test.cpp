#include <algorithm>
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "ptx_program.h"
#include "soft_gpu/half.h"

namespace ptx::test {
namespace {

// A warp's fragments by the PTX ISA, "Matrix fragments for mma.m16n8k16 with floating point type" and
// "m16n8k8": where element (row, k) of A, (k, column) of B and (row, column) of C lie.
struct Home {
    int lane, word, half;
};
Home home_of_a(int row, int k) {
    return {row % 8 * 4 + k % 8 / 2, row / 8 + k / 8 * 2, k % 2};
}
Home home_of_b(int k, int column) {
    return {column * 4 + k % 8 / 2, k / 8, k % 2};
}
Home home_of_c(int row, int column) {
    return {row % 8 * 4 + column / 2, row / 8 * 2 + column % 2, 0};
}

// Each lane loads 4 words of A, 2 of B, 4 of C from its 40 bytes and writes 4 words back.
std::string product_text(int depth) {
    const std::string operands = depth == 16 ? "{%r1,%r2,%r3,%r4}, {%r5,%r6}" : "{%r1,%r2}, {%r5}";
    return kernel_text(R"(
        mov.u32 %r9, %tid.x; ld.param.u64 %rd1, [in]; ld.param.u64 %rd2, [out];
        mul.wide.u32 %rd3, %r9, 40; add.s64 %rd1, %rd1, %rd3; mul.wide.u32 %rd3, %r9, 16; add.s64 %rd2, %rd2, %rd3;
        ld.global.v2.u32 {%r1,%r2}, [%rd1]; ld.global.v2.u32 {%r3,%r4}, [%rd1+8]; ld.global.v2.u32 {%r5,%r6}, [%rd1+16];
        ld.global.v2.f32 {%f1,%f2}, [%rd1+24]; ld.global.v2.f32 {%f3,%f4}, [%rd1+32];
        mma.sync.aligned.m16n8k)" +
                           std::to_string(depth) + ".row.col.f32.f16.f16.f32 {%f1,%f2,%f3,%f4}, " + operands +
                           ", {%f1,%f2,%f3,%f4}; st.global.v4.f32 [%rd2], {%f1,%f2,%f3,%f4};",
                       ".param .u64 in, .param .u64 out");
}

void check_product(int depth) {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> values(-2, 2);
    std::vector<std::vector<float>> a(16, std::vector<float>(16)), b(16, std::vector<float>(8)),
        c(16, std::vector<float>(8));
    std::uint32_t words[32][10] = {};
    const auto put = [&](float& value, Home home, int first) {
        const std::uint16_t half = float_to_half(values(random));
        value = half_to_float(half);
        words[home.lane][first + home.word] |= static_cast<std::uint32_t>(half) << 16 * home.half;
    };
    for (int k = 0; k < depth; ++k) {
        for (int row = 0; row < 16; ++row) put(a[row][k], home_of_a(row, k), 0);
        for (int column = 0; column < 8; ++column) put(b[k][column], home_of_b(k, column), 4);
    }
    for (int row = 0; row < 16; ++row) {
        for (int column = 0; column < 8; ++column) {
            const Home home = home_of_c(row, column);
            c[row][column] = values(random);
            words[home.lane][6 + home.word] = std::bit_cast<std::uint32_t>(c[row][column]);
        }
    }
    Memory memory;
    const std::uint64_t in = memory.allocate(sizeof words), out = memory.allocate(32 * 16);
    memory.write(in, words, sizeof words);
    BOOST_TEST(run_text(product_text(depth), memory, {in, out}).multiply_adds ==
               128u * static_cast<unsigned>(depth));
    float found[32][4];
    memory.read(found, out, sizeof found);
    double worst = 0;
    for (int row = 0; row < 16; ++row) {
        for (int column = 0; column < 8; ++column) {
            double sum = c[row][column];
            for (int k = 0; k < depth; ++k) sum += double{a[row][k]} * b[k][column];
            const Home home = home_of_c(row, column);
            worst = std::max(worst, std::abs(found[home.lane][home.word] - sum));
        }
    }
    BOOST_TEST(worst < 1e-5);
}

// Lane l passes row l of the matrices in shared memory, 16 bytes each; the rows hold their halves' numbers.
std::vector<std::uint64_t> load_matrices(const std::string& modifier, const std::string& words) {
    return run_program({R"(mov.u32 %r2, 0; mov.u32 %r3, 0; mov.u32 %r4, 0; mov.u32 %r5, 0;
                        shl.b32 %r10, %r9, 4; cvt.u64.u32 %rd3, %r10; shl.b32 %r11, %r9, 3;
                        mov.u32 %r12, 0x10000; mad.lo.s32 %r11, %r11, 0x10001, %r12;
                        st.shared.u32 [%rd3], %r11; add.s32 %r11, %r11, 0x20002;
                        st.shared.u32 [%rd3+4], %r11; add.s32 %r11, %r11, 0x20002;
                        st.shared.u32 [%rd3+8], %r11; add.s32 %r11, %r11, 0x20002;
                        st.shared.u32 [%rd3+12], %r11; bar.sync 0;
                        ldmatrix.sync.aligned.m8n8.)" +
                            modifier + ".shared.b16 {" + words + "}, [%r10];" + "mov.b64 %rd0, {%r2, %r5};",
                        "rd", ".shared .align 16 .b8 rows[512];"},
                       std::vector<Inputs>(32));
}

BOOST_AUTO_TEST_SUITE(matrices)

BOOST_AUTO_TEST_CASE(multiplies_depth_8) {
    check_product(8);
}
BOOST_AUTO_TEST_CASE(multiplies_depth_16) {
    check_product(16);
}

BOOST_AUTO_TEST_CASE(loads_rows) {
    const auto found = load_matrices("x4", "%r2,%r3,%r4,%r5");
    for (std::uint64_t lane = 0; lane < 32; ++lane) {
        const std::uint64_t first = lane / 4 * 8 + lane % 4 * 2, last = first + 3 * 64;
        BOOST_TEST(found[lane] == (first | (first + 1) << 16 | last << 32 | (last + 1) << 48));
    }
}

BOOST_AUTO_TEST_CASE(loads_columns) {
    const auto found = load_matrices("x2.trans", "%r2,%r3");
    for (std::uint64_t lane = 0; lane < 32; ++lane) {
        const std::uint64_t column = lane / 4, row = lane % 4 * 2;
        BOOST_TEST(found[lane] == ((row * 8 + column) | ((row + 1) * 8 + column) << 16));
    }
}

BOOST_AUTO_TEST_CASE(counts_bank_conflicts) {
    const auto conflict_of = [](int step) {
        Memory memory;
        return run_text(
            kernel_text(".shared .align 16 .b8 s[4096]; mov.u32 %r1, %tid.x; mul.lo.s32 %r2, %r1, " +
                        std::to_string(step) + "; st.shared.u32 [%r2], %r1;"),
            memory, {});
    };
    BOOST_TEST(conflict_of(4).worst_conflict == 1);
    BOOST_TEST(conflict_of(8).worst_conflict == 2);
    BOOST_TEST(conflict_of(128).worst_conflict == 32);
    BOOST_TEST(conflict_of(128).shared_transactions == 32u);
    BOOST_TEST(conflict_of(128).shared_least_transactions == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
