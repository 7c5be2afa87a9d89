#include "kernels/resize_antialiased.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "kernels/lanczos_axis.h"
#include "kernels/vectorised.h"

namespace lumbar::kernels {
namespace {

// Rows are resized side by side: within one, each sum waits for the last.
constexpr int kRows = 8;

// [kRows,W] -> [W,kRows]
LUMBAR_VECTORISED void transpose_rows(const float* rows, int width, int count, double* __restrict columns) {
    for (int x = 0; x < width; ++x) {
        for (int row = 0; row < count; ++row) columns[x * kRows + row] = rows[row * width + x];
    }
}

// [W,kRows] -> one column [kRows]
LUMBAR_VECTORISED void sum_columns(const double* columns, const double* weights, int taps,
                                   float* __restrict out) {
    double sums[kRows] = {};
    for (int tap = 0; tap < taps; ++tap) {
        for (int row = 0; row < kRows; ++row) sums[row] += columns[tap * kRows + row] * weights[tap];
    }
    for (int row = 0; row < kRows; ++row) out[row] = static_cast<float>(sums[row]);
}

// [S,H,W] -> [S,H,W']
void resize_rows(const float* frames, StackShape shape, float* out, int out_width, int threads) {
    const LanczosAxis axis(shape.width, out_width);
    const auto rows = static_cast<std::ptrdiff_t>(shape.rows());
#pragma omp parallel num_threads(threads)
    {
        std::vector<double> columns(static_cast<std::size_t>(shape.width) * kRows);
#pragma omp for
        for (std::ptrdiff_t first = 0; first < rows; first += kRows) {
            const int count = static_cast<int>(std::min<std::ptrdiff_t>(kRows, rows - first));
            transpose_rows(frames + first * shape.width, shape.width, count, columns.data());
            float* target = out + first * out_width;
            for (int x = 0; x < out_width; ++x) {
                const auto at = static_cast<std::size_t>(x);
                float resized[kRows];
                sum_columns(columns.data() + std::ptrdiff_t{axis.firsts[at]} * kRows, axis.weights_of(x),
                            axis.counts[at], resized);
                for (int row = 0; row < count; ++row) target[std::ptrdiff_t{row} * out_width] = resized[row];
                ++target;
            }
        }
    }
}

LUMBAR_VECTORISED void add_row(const float* row, double weight, int width, double* __restrict sums) {
    for (int x = 0; x < width; ++x) sums[x] += row[x] * weight;
}

// [S,H,W] -> [S,H',W]
void resize_columns(const float* frames, StackShape shape, float* out, int out_height, int threads) {
    const LanczosAxis axis(shape.height, out_height);
    const auto width = static_cast<std::size_t>(shape.width);
    const auto out_rows = static_cast<std::ptrdiff_t>(shape.frames) * out_height;
#pragma omp parallel for num_threads(threads)
    for (std::ptrdiff_t row = 0; row < out_rows; ++row) {
        const int y = static_cast<int>(row % out_height);
        const auto at = static_cast<std::size_t>(y);
        const float* source = frames + static_cast<std::size_t>(row / out_height) * shape.frame_size() +
                              static_cast<std::size_t>(axis.firsts[at]) * width;
        std::vector<double> sums(width);
        for (int tap = 0; tap < axis.counts[at]; ++tap, source += width) {
            add_row(source, axis.weights_of(y)[tap], shape.width, sums.data());
        }
        std::transform(sums.begin(), sums.end(), out + static_cast<std::size_t>(row) * width,
                       [](double sum) { return static_cast<float>(sum); });
    }
}

}  // namespace

void resize_antialiased(const float* frames, StackShape shape, float* out, int out_height, int out_width,
                        int threads) {
    if (shape.height == out_height && shape.width == out_width) {
        std::copy_n(frames, shape.rows() * static_cast<std::size_t>(shape.width), out);
    } else if (shape.height == out_height) {
        resize_rows(frames, shape, out, out_width, threads);
    } else if (shape.width == out_width) {
        resize_columns(frames, shape, out, out_height, threads);
    } else {
        std::vector<float> narrow(shape.rows() * static_cast<std::size_t>(out_width));  // [S,H,W']
        resize_rows(frames, shape, narrow.data(), out_width, threads);
        resize_columns(narrow.data(), {shape.frames, shape.height, out_width}, out, out_height, threads);
    }
}

}  // namespace lumbar::kernels
