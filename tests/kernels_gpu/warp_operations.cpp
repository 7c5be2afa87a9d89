#include "warp_operations.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include "half.h"

namespace lumbar::fibers {
namespace {

constexpr int kLanes = 32;

const float* float_of_each_half() {
    static const std::vector<float> table = [] {
        std::vector<float> values;
        for (std::uint32_t half = 0; half < 65536; ++half)
            values.push_back(half_to_float(static_cast<std::uint16_t>(half)));
        return values;
    }();
    return table.data();
}

}  // namespace

void perform_load_matrices(const WarpCall* lanes) {
    for (int lane = 0; lane < kLanes; ++lane) {
        auto* const words = static_cast<std::uint32_t*>(lanes[lane].result);
        for (int matrix = 0; matrix < 4; ++matrix) {
            const auto* row = static_cast<const char*>(lanes[matrix * 8 + lane / 4].first);
            std::memcpy(&words[matrix], row + lane % 4 * 4, 4);
        }
    }
}

// Lane l holds, of a [16,16], the halves 2 (l % 4) and the next of row l / 4, row l / 4 + 8, and both 8
// columns on; of b [16,8] rows 2 (l % 4) and the next of column l / 4, and 8 rows on; of c [16,8] columns 2
// (l % 4) and the next of the same rows as in a.
void perform_multiply_add(const WarpCall* lanes) {
    const float* const value_of = float_of_each_half();
    float a[16][16], b[16][8], c[16][8] = {};
    for (int lane = 0; lane < kLanes; ++lane) {
        const auto* const a_words = static_cast<const std::uint32_t*>(lanes[lane].first);
        const auto* const b_words = static_cast<const std::uint32_t*>(lanes[lane].second);
        const int group = lane / 4, pair = lane % 4 * 2;
        for (int e = 0; e < 2; ++e) {
            for (int w = 0; w < 4; ++w)
                a[group + w % 2 * 8][pair + w / 2 * 8 + e] = value_of[a_words[w] >> 16 * e & 0xffff];
            for (int w = 0; w < 2; ++w) b[pair + w * 8 + e][group] = value_of[b_words[w] >> 16 * e & 0xffff];
        }
    }
    for (int row = 0; row < 16; ++row)
        for (int k = 0; k < 16; ++k)
            for (int column = 0; column < 8; ++column) c[row][column] += a[row][k] * b[k][column];
    for (int lane = 0; lane < kLanes; ++lane) {
        auto* const sums = static_cast<float*>(lanes[lane].result);
        for (int i = 0; i < 4; ++i) sums[i] += c[lane / 4 + i / 2 * 8][lane % 4 * 2 + i % 2];
    }
}

void perform_shuffle_xor(const WarpCall* lanes) {
    for (int lane = 0; lane < kLanes; ++lane) {
        const int mask = *static_cast<const int*>(lanes[lane].second);
        *static_cast<float*>(lanes[lane].result) = *static_cast<const float*>(lanes[lane ^ mask].first);
    }
}

}  // namespace lumbar::fibers
