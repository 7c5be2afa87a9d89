// Frames and the tables of an affine map in, one pixel of a moved window out, as OpenCV sums it; and all of
// them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/affine_positions.h"
#include "kernels/device_function.h"
#include "kernels/pixel_sum.h"
#include "kernels/stack_shape.h"
#include "kernels/warp_weights.h"

namespace lumbar::kernels {

// Row sums first: they do not wait for each other.
template <int kTaps, class Pixel>
LUMBAR_DEVICE inline PixelSum<Pixel> inner_sum(const Pixel* corner, std::ptrdiff_t stride,
                                               const PixelSum<Pixel>* weights) {
    PixelSum<Pixel> sum = 0;
    for (int y = 0; y < kTaps; ++y, corner += stride, weights += kTaps) {
        PixelSum<Pixel> row = corner[0] * weights[0];
        for (int x = 1; x < kTaps; ++x) row += corner[x] * weights[x];
        sum += row;
    }
    return sum;
}

template <int kTaps, class Pixel>
LUMBAR_DEVICE inline PixelSum<Pixel> border_sum(const Pixel* frame, StackShape shape, std::int64_t left,
                                                std::int64_t top, const PixelSum<Pixel>* weights) {
    int columns[kTaps];
    for (int x = 0; x < kTaps; ++x) columns[x] = mirrored(left + x, shape.width);
    PixelSum<Pixel> sum = 0;
    for (int y = 0; y < kTaps; ++y, weights += kTaps) {
        const Pixel* row = frame + static_cast<std::ptrdiff_t>(mirrored(top + y, shape.height)) * shape.width;
        for (int x = 0; x < kTaps; ++x) sum += row[columns[x]] * weights[x];
    }
    return sum;
}

LUMBAR_DEVICE inline float as_pixel(float sum) {
    return sum;
}
LUMBAR_DEVICE inline std::uint8_t as_pixel(std::int32_t sum) {
    return as_byte((sum + (1 << (kWarpWeightBits - 1))) >> kWarpWeightBits);
}

// `x_1024` and `y_1024`: the source position, in 1/1024 pixel.  `table`: of make_warp_weights.
template <int kTaps, class Pixel>
LUMBAR_DEVICE inline Pixel warped_pixel(const Pixel* frame, StackShape shape, std::int64_t x_1024,
                                        std::int64_t y_1024, const PixelSum<Pixel>* table) {
    const std::int64_t source_x = x_1024 >> kPositionShift, source_y = y_1024 >> kPositionShift;
    const std::int64_t left = (source_x >> kFractionBits) - (kTaps / 2 - 1);
    const std::int64_t top = (source_y >> kFractionBits) - (kTaps / 2 - 1);
    const auto fraction = (source_y & (kFractions - 1)) * kFractions + (source_x & (kFractions - 1));
    const PixelSum<Pixel>* weights = table + fraction * kTaps * kTaps;
    const bool inside = left >= 0 && top >= 0 && left + kTaps <= shape.width && top + kTaps <= shape.height;
    return as_pixel(inside ? inner_sum<kTaps>(frame + top * shape.width + left, shape.width, weights)
                           : border_sum<kTaps>(frame, shape, left, top, weights));
}

template <int kTaps, class Pixel>
struct WarpElement {
    const Pixel* frames = nullptr;
    StackShape shape;
    Window window;
    Pixel* out = nullptr;
    const std::int64_t* column_x = nullptr;  // [W], as Positions has them
    const std::int64_t* column_y = nullptr;
    const std::int64_t* row_x = nullptr;  // [window's H]
    const std::int64_t* row_y = nullptr;
    const PixelSum<Pixel>* weights = nullptr;

    LUMBAR_DEVICE void operator()(std::size_t i) const {
        const auto width = static_cast<std::size_t>(window.width),
                   height = static_cast<std::size_t>(window.height);
        const std::size_t x = static_cast<std::size_t>(window.left) + i % width, row = i / width;
        const std::size_t y = row % height;
        out[i] = warped_pixel<kTaps>(frames + row / height * shape.frame_size(), shape,
                                     row_x[y] + column_x[x], row_y[y] + column_y[x], weights);
    }
};

// `gpu`: a GpuStream, or what stands in for it on the CPU.
template <int kTaps, class Pixel, class Gpu>
void warp_with_on(const Gpu& gpu, const Pixel* frames, StackShape shape, Window window, Pixel* out,
                  const AffineMatrix& forward, Filter filter) {
    const Positions positions(forward, shape.width);
    std::vector<std::int64_t> row_x, row_y;
    for (int y = window.top; y < window.top + window.height; ++y) {
        row_x.push_back(positions.row_x(y));
        row_y.push_back(positions.row_y(y));
    }
    const auto columns_x = gpu.copy(positions.dx), columns_y = gpu.copy(positions.dy);
    const auto rows_x = gpu.copy(row_x), rows_y = gpu.copy(row_y);
    const auto weights = gpu.copy(make_warp_weights<kTaps, PixelSum<Pixel>>(filter));
    const StackShape moved{shape.frames, window.height, window.width};
    gpu.each(moved.rows() * static_cast<std::size_t>(window.width),
             WarpElement<kTaps, Pixel>{frames, shape, window, out, columns_x.data(), columns_y.data(),
                                       rows_x.data(), rows_y.data(), weights.data()});
}

template <class Pixel, class Gpu>
void warp_affine_on(const Gpu& gpu, const Pixel* frames, StackShape shape, Window window, Pixel* out,
                    const AffineMatrix& forward, Filter filter) {
    switch (filter) {
        case Filter::linear:
            return warp_with_on<2>(gpu, frames, shape, window, out, forward, filter);
        case Filter::cubic:
            return warp_with_on<4>(gpu, frames, shape, window, out, forward, filter);
        case Filter::lanczos4:
            return warp_with_on<8>(gpu, frames, shape, window, out, forward, filter);
    }
}

}  // namespace lumbar::kernels
