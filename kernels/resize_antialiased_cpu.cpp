#include "kernels/resize_antialiased.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "kernels/vectorised.h"

namespace lumbar::kernels {
namespace {

constexpr double kSupport = 3;  // Lanczos-3, in pixels of the smaller image

double sinc(double x) {
    return x == 0 ? 1.0 : std::sin(x * std::numbers::pi) / (x * std::numbers::pi);
}
double lanczos3(double x) {
    return x >= -kSupport && x < kSupport ? sinc(x) * sinc(x / kSupport) : 0.0;
}

// The pixels that one output position is made of.
struct Window {
    int first = 0;
    std::vector<double> weights;
};

Window make_window(double centre, double widening, int size) {
    const double support = kSupport * widening;
    Window window;
    window.first = std::max(0, static_cast<int>(centre - support + 0.5));
    const int end = std::min(size, static_cast<int>(centre + support + 0.5));
    double sum = 0;
    for (int pixel = window.first; pixel < end; ++pixel) {
        window.weights.push_back(lanczos3((pixel - centre + 0.5) * (1.0 / widening)));
        sum += window.weights.back();
    }
    if (sum != 0) {
        for (double& weight : window.weights) weight /= sum;
    }
    return window;
}

std::vector<Window> make_windows(int size, int out_size) {
    const double scale = static_cast<double>(size) / out_size;
    std::vector<Window> windows;
    windows.reserve(static_cast<std::size_t>(out_size));
    for (int i = 0; i < out_size; ++i)
        windows.push_back(make_window((i + 0.5) * scale, std::max(scale, 1.0), size));
    return windows;
}

// Rows are squeezed side by side: within one, each sum waits for the last.
constexpr int kRows = 8;

// [kRows,W] -> [W,kRows]
LUMBAR_VECTORISED void turn_on_side(const float* rows, int width, int count, double* __restrict columns) {
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
void squeeze_rows(const float* frames, StackShape shape, float* out, int out_width, int threads) {
    const auto windows = make_windows(shape.width, out_width);
    const auto rows = static_cast<std::ptrdiff_t>(shape.rows());
#pragma omp parallel num_threads(threads)
    {
        std::vector<double> columns(static_cast<std::size_t>(shape.width) * kRows);
#pragma omp for
        for (std::ptrdiff_t first = 0; first < rows; first += kRows) {
            const int count = static_cast<int>(std::min<std::ptrdiff_t>(kRows, rows - first));
            turn_on_side(frames + first * shape.width, shape.width, count, columns.data());
            float* target = out + first * out_width;
            for (const Window& window : windows) {
                float squeezed[kRows];
                sum_columns(columns.data() + static_cast<std::ptrdiff_t>(window.first) * kRows,
                            window.weights.data(), static_cast<int>(window.weights.size()), squeezed);
                for (int row = 0; row < count; ++row) target[std::ptrdiff_t{row} * out_width] = squeezed[row];
                ++target;
            }
        }
    }
}

LUMBAR_VECTORISED void add_row(const float* row, double weight, int width, double* __restrict sums) {
    for (int x = 0; x < width; ++x) sums[x] += row[x] * weight;
}

// [S,H,W] -> [S,H',W]
void squeeze_columns(const float* frames, StackShape shape, float* out, int out_height, int threads) {
    const auto windows = make_windows(shape.height, out_height);
    const auto width = static_cast<std::size_t>(shape.width);
    const auto out_rows = static_cast<std::ptrdiff_t>(shape.frames) * out_height;
#pragma omp parallel for num_threads(threads)
    for (std::ptrdiff_t row = 0; row < out_rows; ++row) {
        const Window& window = windows[static_cast<std::size_t>(row % out_height)];
        const float* source = frames + static_cast<std::size_t>(row / out_height) * shape.frame_size() +
                              static_cast<std::size_t>(window.first) * width;
        std::vector<double> sums(width);
        for (const double weight : window.weights) {
            add_row(source, weight, shape.width, sums.data());
            source += width;
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
        squeeze_rows(frames, shape, out, out_width, threads);
    } else if (shape.width == out_width) {
        squeeze_columns(frames, shape, out, out_height, threads);
    } else {
        std::vector<float> narrow(shape.rows() * static_cast<std::size_t>(out_width));  // [S,H,W']
        squeeze_rows(frames, shape, narrow.data(), out_width, threads);
        squeeze_columns(narrow.data(), {shape.frames, shape.height, out_width}, out, out_height, threads);
    }
}

}  // namespace lumbar::kernels
