#include "kernels/resize.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/pixel_sum.h"
#include "kernels/resize_axis.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {
namespace {

template <int kTaps, class Pixel>
inline PixelSum<Pixel> sum_along(const Pixel* row, const int* pixels, const PixelSum<Pixel>* weights) {
    PixelSum<Pixel> sum = row[pixels[0]] * weights[0];
    for (int k = 1; k < kTaps; ++k) sum += row[pixels[k]] * weights[k];
    return sum;
}

// Summed from the last tap to the first, as OpenCV's vector code does.
template <int kTaps>
inline float blend(const float* const* rows, std::ptrdiff_t x, const float* weights) {
    float sum = rows[kTaps - 1][x] * weights[kTaps - 1];
    for (int k = kTaps - 2; k >= 0; --k) sum += rows[k][x] * weights[k];
    return sum;
}

// OpenCV's linear rows: two truncations on the way.
constexpr std::int32_t narrow_linear(std::int32_t above, std::int32_t below, const std::int32_t* weights) {
    return (((weights[0] * (above >> 4)) >> 16) + ((weights[1] * (below >> 4)) >> 16) + 2) >> 2;
}

template <int kTaps>
inline std::uint8_t blend(const std::int32_t* const* rows, std::ptrdiff_t x, const std::int32_t* weights) {
    if constexpr (kTaps == 2) return as_byte(narrow_linear(rows[0][x], rows[1][x], weights));
    std::int32_t sum = 0;
    for (int k = 0; k < kTaps; ++k) sum += rows[k][x] * weights[k];
    return as_byte(narrow_sum<kTaps>(sum));
}

// [W] -> [W']
template <int kTaps, class Pixel>
void resize_row(const Pixel* row, const Axis<PixelSum<Pixel>>& axis, PixelSum<Pixel>* out, int out_width) {
    const int* pixels = axis.pixels.data();
    const PixelSum<Pixel>* weights = axis.weights.data();
    for (int x = 0; x < out_width; ++x, pixels += kTaps, weights += kTaps) {
        out[x] = sum_along<kTaps>(row, pixels, weights);
    }
}

template <int kTaps, class Pixel>
void blend_rows(const PixelSum<Pixel>* const* rows, const PixelSum<Pixel>* weights, Pixel* out,
                int out_width) {
    for (int x = 0; x < out_width; ++x) out[x] = blend<kTaps>(rows, x, weights);
}

template <int kTaps, class Pixel>
void resize_with(const Pixel* frames, StackShape shape, Pixel* out, int out_height, int out_width,
                 Filter filter, int threads) {
    const auto across = make_axis<PixelSum<Pixel>>(shape.width, out_width, filter);
    const auto down = make_axis<PixelSum<Pixel>>(shape.height, out_height, filter);
    const auto width = static_cast<std::size_t>(shape.width), new_width = static_cast<std::size_t>(out_width);
    std::vector<PixelSum<Pixel>> narrow(shape.rows() * new_width);  // [S,H,W']
    const auto rows = static_cast<std::ptrdiff_t>(shape.rows());
#pragma omp parallel for num_threads(threads)
    for (std::ptrdiff_t row = 0; row < rows; ++row) {
        const auto at = static_cast<std::size_t>(row);
        resize_row<kTaps>(frames + at * width, across, narrow.data() + at * new_width, out_width);
    }
    const auto out_rows = static_cast<std::ptrdiff_t>(shape.frames) * out_height;
#pragma omp parallel for num_threads(threads)
    for (std::ptrdiff_t row = 0; row < out_rows; ++row) {
        const auto frame = static_cast<std::size_t>(row / out_height),
                   tap = static_cast<std::size_t>(row % out_height) * kTaps;
        const PixelSum<Pixel>* top =
            narrow.data() + frame * static_cast<std::size_t>(shape.height) * new_width;
        const PixelSum<Pixel>* sources[kTaps];
        for (int k = 0; k < kTaps; ++k)
            sources[k] = top + static_cast<std::size_t>(down.pixels[tap + k]) * new_width;
        blend_rows<kTaps>(sources, down.weights.data() + tap, out + static_cast<std::size_t>(row) * new_width,
                          out_width);
    }
}

template <class Pixel>
void resize_any(const Pixel* frames, StackShape shape, Pixel* out, int out_height, int out_width,
                Filter filter, int threads) {
    if (shape.height == out_height && shape.width == out_width) {
        std::copy_n(frames, shape.rows() * static_cast<std::size_t>(shape.width), out);
        return;
    }
    switch (filter) {
        case Filter::linear:
            return resize_with<2>(frames, shape, out, out_height, out_width, filter, threads);
        case Filter::cubic:
            return resize_with<4>(frames, shape, out, out_height, out_width, filter, threads);
        case Filter::lanczos4:
            return resize_with<8>(frames, shape, out, out_height, out_width, filter, threads);
    }
}

}  // namespace

void resize(const float* frames, StackShape shape, float* out, int out_height, int out_width, Filter filter,
            int threads) {
    resize_any(frames, shape, out, out_height, out_width, filter, threads);
}

void resize(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, int out_height, int out_width,
            Filter filter, int threads) {
    resize_any(frames, shape, out, out_height, out_width, filter, threads);
}

}  // namespace lumbar::kernels
