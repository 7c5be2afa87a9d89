#include <algorithm>
#include <cstddef>
#include <vector>

#include "kernels/filter_3x3.h"
#include "kernels/padded_row.h"

namespace lumbar::kernels {
namespace {

// Rows [3,W+2] in, sums [W] out.  255 * 256 + 128 fits in 16 bits, which is eight pixels an instruction.
void add_weighted(const std::uint8_t* rows, std::size_t width, const Weights3x3& weights,
                  std::uint16_t* sums) {
    constexpr std::uint16_t kHalf = 128;
    std::fill_n(sums, width, kHalf);
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const std::uint16_t weight = weights[k];
        if (weight == 0) continue;
        const std::uint8_t* from = rows + k / 3 * (width + 2) + k % 3;
        for (std::size_t x = 0; x < width; ++x) {
            sums[x] = static_cast<std::uint16_t>(sums[x] + static_cast<std::uint16_t>(weight * from[x]));
        }
    }
}

}  // namespace

void filter_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, const Weights3x3& weights,
                int threads) {
    const auto width = static_cast<std::size_t>(shape.width);
#pragma omp parallel num_threads(threads)
    {
        std::vector<std::uint8_t> rows(3 * (width + 2));
        std::vector<std::uint16_t> sums(width);
#pragma omp for
        for (std::size_t row = 0; row < shape.rows(); ++row) {
            const auto height = static_cast<std::size_t>(shape.height);
            const std::uint8_t* frame = frames + row / height * shape.frame_size();
            const int y = static_cast<int>(row % height);
            for (int i = 0; i < 3; ++i) {
                copy_padded(frame, shape, y + i - 1, Border::mirrored,
                            rows.data() + static_cast<std::size_t>(i) * (width + 2));
            }
            add_weighted(rows.data(), width, weights, sums.data());
            std::uint8_t* to = out + row * width;
            for (std::size_t x = 0; x < width; ++x) to[x] = static_cast<std::uint8_t>(sums[x] >> 8);
        }
    }
}

}  // namespace lumbar::kernels
