// An axis of a stack and its table in, one pixel of the stack with that axis resized out, as OpenCV sums it;
// and both axes, one after the other.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/copy_element.h"
#include "kernels/device_function.h"
#include "kernels/pixel_sum.h"
#include "kernels/resize_axis.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {

template <int kTaps, class Pixel>
LUMBAR_DEVICE inline PixelSum<Pixel> sum_along(const Pixel* row, const int* pixels,
                                               const PixelSum<Pixel>* weights) {
    PixelSum<Pixel> sum = row[pixels[0]] * weights[0];
    for (int k = 1; k < kTaps; ++k) sum += row[pixels[k]] * weights[k];
    return sum;
}

// Summed from the last tap to the first, as OpenCV's vector code does.
template <int kTaps>
LUMBAR_DEVICE inline float blend(const float* const* rows, std::ptrdiff_t x, const float* weights) {
    float sum = rows[kTaps - 1][x] * weights[kTaps - 1];
    for (int k = kTaps - 2; k >= 0; --k) sum += rows[k][x] * weights[k];
    return sum;
}

// OpenCV's linear rows: two truncations on the way.
LUMBAR_DEVICE constexpr std::int32_t narrow_linear(std::int32_t above, std::int32_t below,
                                                   const std::int32_t* weights) {
    return (((weights[0] * (above >> 4)) >> 16) + ((weights[1] * (below >> 4)) >> 16) + 2) >> 2;
}

template <int kTaps>
LUMBAR_DEVICE inline std::uint8_t blend(const std::int32_t* const* rows, std::ptrdiff_t x,
                                        const std::int32_t* weights) {
    if constexpr (kTaps == 2) return as_byte(narrow_linear(rows[0][x], rows[1][x], weights));
    std::int32_t sum = 0;
    for (int k = 0; k < kTaps; ++k) sum += rows[k][x] * weights[k];
    return as_byte(narrow_sum<kTaps>(sum));
}

// [..,W] -> [..,W']
template <int kTaps, class Pixel>
struct ResizeAlongElement {
    const Pixel* frames = nullptr;
    std::size_t width = 0, out_width = 0;
    const int* pixels = nullptr;
    const PixelSum<Pixel>* weights = nullptr;
    PixelSum<Pixel>* out = nullptr;

    LUMBAR_DEVICE void operator()(std::size_t i) const {
        const std::size_t tap = i % out_width * kTaps;
        out[i] = sum_along<kTaps>(frames + i / out_width * width, pixels + tap, weights + tap);
    }
};

// [S,H,W'] -> [S,H',W']
template <int kTaps, class Pixel>
struct ResizeDownElement {
    const PixelSum<Pixel>* narrow = nullptr;
    std::size_t height = 0, out_height = 0, out_width = 0;
    const int* pixels = nullptr;
    const PixelSum<Pixel>* weights = nullptr;
    Pixel* out = nullptr;

    LUMBAR_DEVICE void operator()(std::size_t i) const {
        const std::size_t row = i / out_width, frame = row / out_height, tap = row % out_height * kTaps;
        const PixelSum<Pixel>* rows[kTaps];
        for (std::size_t k = 0; k < kTaps; ++k) {
            rows[k] = narrow + (frame * height + static_cast<std::size_t>(pixels[tap + k])) * out_width;
        }
        out[i] = blend<kTaps>(rows, static_cast<std::ptrdiff_t>(i % out_width), weights + tap);
    }
};

// `gpu`: a GpuStream, or what stands in for it on the CPU.
template <int kTaps, class Pixel, class Gpu>
void resize_with_on(const Gpu& gpu, const Pixel* frames, StackShape shape, Pixel* out, int out_height,
                    int out_width, Filter filter) {
    using Sum = PixelSum<Pixel>;
    const auto height = static_cast<std::size_t>(shape.height), width = static_cast<std::size_t>(shape.width),
               new_height = static_cast<std::size_t>(out_height),
               new_width = static_cast<std::size_t>(out_width);
    const auto across = make_axis<Sum>(shape.width, out_width, filter),
               down = make_axis<Sum>(shape.height, out_height, filter);
    const auto columns = gpu.copy(across.pixels), rows = gpu.copy(down.pixels);
    const auto column_weights = gpu.copy(across.weights), row_weights = gpu.copy(down.weights);
    auto narrow = gpu.template array<Sum>(shape.rows() * new_width);  // [S,H,W']
    gpu.each(shape.rows() * new_width,
             ResizeAlongElement<kTaps, Pixel>{frames, width, new_width, columns.data(), column_weights.data(),
                                              narrow.data()});
    gpu.each(static_cast<std::size_t>(shape.frames) * new_height * new_width,
             ResizeDownElement<kTaps, Pixel>{narrow.data(), height, new_height, new_width, rows.data(),
                                             row_weights.data(), out});
}

template <class Pixel, class Gpu>
void resize_on(const Gpu& gpu, const Pixel* frames, StackShape shape, Pixel* out, int out_height,
               int out_width, Filter filter) {
    if (shape.height == out_height && shape.width == out_width) {
        return gpu.each(shape.rows() * static_cast<std::size_t>(shape.width),
                        CopyElement<Pixel>{frames, out});
    }
    switch (filter) {
        case Filter::linear:
            return resize_with_on<2>(gpu, frames, shape, out, out_height, out_width, filter);
        case Filter::cubic:
            return resize_with_on<4>(gpu, frames, shape, out, out_height, out_width, filter);
        case Filter::lanczos4:
            return resize_with_on<8>(gpu, frames, shape, out, out_height, out_width, filter);
    }
}

}  // namespace lumbar::kernels
