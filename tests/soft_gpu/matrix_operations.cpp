// mma.sync and ldmatrix.
//
// A register of a fragment, all lanes in order, is an 8x8 matrix of halves, row by row: lane 4 r + c holds
// columns 2 c and 2 c + 1 of row r.  So the registers of A are the quarters of a 16x16 matrix (of k16; top
// left, bottom left, top right, bottom right), those of B, transposed, its two halves; each register of C
// holds every other column.
#include <cpuid.h>
#include <immintrin.h>

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "access.h"
#include "half.h"

namespace ptx {
namespace {

constexpr int kRows = 16, kColumns = 8, kTile = 8;

void transpose(const std::uint16_t* from, std::uint16_t* to) {
    for (int r = 0; r < kTile; ++r) {
        for (int c = 0; c < kTile; ++c) to[c * kTile + r] = from[r * kTile + c];
    }
}

// The sums of all 16 rows and 8 columns, out of the registers and back.
void read_sums(Warp& w, const std::uint32_t* slots, float (&sums)[kRows][kColumns]) {
    for (int r = 0; r < 4; ++r) {
        const float* c = w.lanes<float>(slots[r]);
        for (int lane = 0; lane < kLanes; ++lane) sums[lane / 4 + r / 2 * 8][lane % 4 * 2 + r % 2] = c[lane];
    }
}
void write_sums(Warp& w, const std::uint32_t* slots, const float (&sums)[kRows][kColumns]) {
    for (int r = 0; r < 4; ++r) {
        float* d = w.lanes<float>(slots[r]);
        for (int lane = 0; lane < kLanes; ++lane) d[lane] = sums[lane / 4 + r / 2 * 8][lane % 4 * 2 + r % 2];
    }
}

template <int kDepth>
void multiply(Warp& w, const Instruction& i, Mask) {
    constexpr int kSteps = kDepth / kTile;
    const std::uint32_t *a = &i.slots[4], *b = a + 2 * kSteps, *c = b + kSteps;
    float rows[kRows][kDepth], columns[kDepth][kColumns], sums[kRows][kColumns];
    for (int step = 0; step < kSteps; ++step) {
        for (int n = 0; n < kTile * kTile; ++n) {
            const int r = n / kTile, k = step * kTile + n % kTile;
            for (int half = 0; half < 2; ++half) {
                rows[r + half * 8][k] = half_to_float(w.lanes<std::uint16_t>(a[2 * step + half])[n]);
            }
            columns[k][r] = half_to_float(w.lanes<std::uint16_t>(b[step])[n]);
        }
    }
    read_sums(w, c, sums);
    for (int r = 0; r < kRows; ++r) {
        for (int k = 0; k < kDepth; ++k) {
            for (int n = 0; n < kColumns; ++n) sums[r][n] += rows[r][k] * columns[k][n];
        }
    }
    write_sums(w, i.slots.data(), sums);
}

[[gnu::target("avx2,fma,f16c")]] inline void widen_row(const std::uint16_t* halves, float* floats) {
    _mm256_store_ps(floats, _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(halves))));
}

// The same bits: a product of two halves is exact in float32, fused or not.
template <int kDepth>
[[gnu::target("avx2,fma,f16c")]] void multiply_avx2(Warp& w, const Instruction& i, Mask) {
    constexpr int kSteps = kDepth / kTile;
    const std::uint32_t *a = &i.slots[4], *b = a + 2 * kSteps, *c = b + kSteps;
    alignas(32) float rows[kRows][kDepth];
    alignas(16) std::uint16_t column_halves[kTile * kTile];
    alignas(32) float columns[kDepth][kColumns];
    for (int step = 0; step < kSteps; ++step) {
        for (int half = 0; half < 2; ++half) {
            const auto* halves = w.lanes<std::uint16_t>(a[2 * step + half]);
            for (int r = 0; r < kTile; ++r) widen_row(halves + r * kTile, &rows[half * 8 + r][step * kTile]);
        }
        transpose(w.lanes<std::uint16_t>(b[step]), column_halves);
        for (int k = 0; k < kTile; ++k) widen_row(column_halves + k * kTile, columns[step * kTile + k]);
    }
    alignas(32) float sums[kRows][kColumns];
    read_sums(w, c, sums);
    for (int first = 0; first < kRows; first += 8) {  // eight independent sums hide the latency of each
        __m256 sum[8];
        for (int r = 0; r < 8; ++r) sum[r] = _mm256_load_ps(sums[first + r]);
        for (int k = 0; k < kDepth; ++k) {
            const __m256 column = _mm256_load_ps(columns[k]);
            for (int r = 0; r < 8; ++r) {
                sum[r] = _mm256_fmadd_ps(_mm256_broadcast_ss(&rows[first + r][k]), column, sum[r]);
            }
        }
        for (int r = 0; r < 8; ++r) _mm256_store_ps(sums[first + r], sum[r]);
    }
    write_sums(w, i.slots.data(), sums);
}

// clang 14's __builtin_cpu_supports does not know it.
bool has_f16c() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_F16C) != 0;
}

template <int kDepth>
void multiply_and_count(Warp& w, const Instruction& i, Mask mask) {
    static const bool has_avx2 =
        __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && has_f16c();
    ++w.block.statistics.matrix_products;
    w.block.statistics.multiply_adds += kRows * kColumns * kDepth;
    has_avx2 ? multiply_avx2<kDepth>(w, i, mask) : multiply<kDepth>(w, i, mask);
}

// Lanes 8 m to 8 m + 7 hold the addresses of matrix m's rows.
template <int kMatrices, bool kTransposes>
void load_matrices(Warp& w, const Instruction& i, Mask) {
    constexpr Mask kAddressed = kAllLanes >> (kLanes - kMatrices * kTile);
    char* places[kLanes];
    i.resolve(w, i, kAddressed, places);
    for (int m = 0; m < kMatrices; ++m) {
        auto* d = w.lanes<std::uint16_t>(i.slots[static_cast<std::size_t>(m)]);
        std::uint16_t rows[kTile * kTile];
        for (int r = 0; r < kTile; ++r) std::memcpy(rows + r * kTile, places[m * kTile + r], 2 * kTile);
        if (kTransposes)
            transpose(rows, d);
        else
            std::memcpy(d, rows, sizeof rows);
    }
}

Decoded decode_ldmatrix(Opcode opcode) {
    Decoded result;
    const bool transposes = opcode.take("trans");
    const bool one = opcode.is({"sync", "aligned", "m8n8", "x1", "shared"});
    const bool two = opcode.is({"sync", "aligned", "m8n8", "x2", "shared"});
    const bool four = opcode.is({"sync", "aligned", "m8n8", "x4", "shared"});
    if (opcode.types != std::vector{Type{'b', 16}} || !(one || two || four)) return result;
    if (one) result.run = transposes ? load_matrices<1, true> : load_matrices<1, false>;
    if (two) result.run = transposes ? load_matrices<2, true> : load_matrices<2, false>;
    if (four) result.run = transposes ? load_matrices<4, true> : load_matrices<4, false>;
    result.resolve = find_resolve(Space::shared, 16, false);
    result.written = one ? 1 : two ? 2 : 4;
    result.bits.assign(static_cast<std::size_t>(result.written) + 1, 32);
    result.shared_bytes = 16;
    result.control = Control::convergent;
    return result;
}

}  // namespace

Decoded decode_matrix_operation(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    if (opcode.name == "ldmatrix") {
        result = decode_ldmatrix(std::move(opcode));
        if (result.run && !operands.empty() && operands.back().bits != 32) result.bits.back() = 64;
        return result;
    }
    const Type f16{'f', 16}, f32{'f', 32};
    if (opcode.name != "mma" || opcode.types != std::vector{f32, f16, f16, f32}) return result;
    if (opcode.is({"sync", "aligned", "m16n8k8", "row", "col"})) {
        result.run = multiply_and_count<8>;
        result.bits.assign(4 + 2 + 1 + 4, 32);
    } else if (opcode.is({"sync", "aligned", "m16n8k16", "row", "col"})) {
        result.run = multiply_and_count<16>;
        result.bits.assign(4 + 4 + 2 + 4, 32);
    } else {
        return result;
    }
    result.written = 4;
    result.control = Control::convergent;
    return result;
}

}  // namespace ptx
