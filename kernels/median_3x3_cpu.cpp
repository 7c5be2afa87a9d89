#include "kernels/median_3x3.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/padded_row.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {
namespace {

// Sixteen pixels an instruction: only minima and maxima.
inline std::uint8_t lower(std::uint8_t a, std::uint8_t b) {
    return a < b ? a : b;
}
inline std::uint8_t upper(std::uint8_t a, std::uint8_t b) {
    return a < b ? b : a;
}
inline std::uint8_t middle(std::uint8_t a, std::uint8_t b, std::uint8_t c) {
    return upper(lower(a, b), lower(upper(a, b), c));
}

using Byte = std::uint8_t;

// With each column sorted, the median of nine is the median of the largest low, the middle of the middles and
// the smallest high (Smith, "Implementing median filters in XC4000E FPGAs", Xcell 23, 1996).
void median_row(const Byte* above, const Byte* here, const Byte* below, std::size_t width, Byte* low,
                Byte* mid, Byte* high, Byte* out) {
    for (std::size_t x = 0; x < width + 2; ++x) {
        const Byte a = above[x], b = here[x], c = below[x];
        low[x] = lower(lower(a, b), c);
        mid[x] = middle(a, b, c);
        high[x] = upper(upper(a, b), c);
    }
    for (std::size_t x = 0; x < width; ++x) {
        const Byte largest_low = upper(upper(low[x], low[x + 1]), low[x + 2]);
        const Byte middle_mid = middle(mid[x], mid[x + 1], mid[x + 2]);
        const Byte smallest_high = lower(lower(high[x], high[x + 1]), high[x + 2]);
        out[x] = middle(largest_low, middle_mid, smallest_high);
    }
}

}  // namespace

void median_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, int threads) {
    const auto height = static_cast<std::size_t>(shape.height), width = static_cast<std::size_t>(shape.width);
    const std::size_t padded = width + 2;
#pragma omp parallel num_threads(threads)
    {
        std::vector<Byte> rows(6 * padded);
        Byte* const at = rows.data();
#pragma omp for
        for (std::size_t row = 0; row < shape.rows(); ++row) {
            const Byte* frame = frames + row / height * shape.frame_size();
            const int y = static_cast<int>(row % height);
            for (int i = 0; i < 3; ++i) {
                copy_padded(frame, shape, y + i - 1, Border::repeated,
                            at + static_cast<std::size_t>(i) * padded);
            }
            median_row(at, at + padded, at + 2 * padded, width, at + 3 * padded, at + 4 * padded,
                       at + 5 * padded, out + row * width);
        }
    }
}

}  // namespace lumbar::kernels
