#include "kernels/warp_affine.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/affine_positions.h"
#include "kernels/pixel_sum.h"
#include "kernels/stack_shape.h"
#include "kernels/warp_weights.h"

namespace lumbar::kernels {
namespace {

// Row sums first: they do not wait for each other.
template <int kTaps, class Pixel>
inline PixelSum<Pixel> inner_sum(const Pixel* corner, std::ptrdiff_t stride, const PixelSum<Pixel>* weights) {
    PixelSum<Pixel> sum = 0;
    for (int y = 0; y < kTaps; ++y, corner += stride, weights += kTaps) {
        PixelSum<Pixel> row = corner[0] * weights[0];
        for (int x = 1; x < kTaps; ++x) row += corner[x] * weights[x];
        sum += row;
    }
    return sum;
}

template <int kTaps, class Pixel>
inline PixelSum<Pixel> border_sum(const Pixel* frame, StackShape shape, std::int64_t left, std::int64_t top,
                                  const PixelSum<Pixel>* weights) {
    int columns[kTaps];
    for (int x = 0; x < kTaps; ++x) columns[x] = mirrored(left + x, shape.width);
    PixelSum<Pixel> sum = 0;
    for (int y = 0; y < kTaps; ++y, weights += kTaps) {
        const Pixel* row = frame + static_cast<std::ptrdiff_t>(mirrored(top + y, shape.height)) * shape.width;
        for (int x = 0; x < kTaps; ++x) sum += row[columns[x]] * weights[x];
    }
    return sum;
}

inline float as_pixel(float sum) {
    return sum;
}
inline std::uint8_t as_pixel(std::int32_t sum) {
    return as_byte((sum + (1 << (kWarpWeightBits - 1))) >> kWarpWeightBits);
}

// `x_1024` and `y_1024`: the source position, in 1/1024 pixel.  `table`: of make_warp_weights.
template <int kTaps, class Pixel>
inline Pixel warped_pixel(const Pixel* frame, StackShape shape, std::int64_t x_1024, std::int64_t y_1024,
                          const PixelSum<Pixel>* table) {
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
void warp_row(const Pixel* frame, StackShape shape, const Positions& positions, const PixelSum<Pixel>* table,
              Window window, int y, Pixel* out) {
    const std::int64_t row_x = positions.row_x(y), row_y = positions.row_y(y);
    for (int x = window.left; x < window.left + window.width; ++x) {
        const auto at = static_cast<std::size_t>(x);
        *out++ = warped_pixel<kTaps>(frame, shape, row_x + positions.dx[at], row_y + positions.dy[at], table);
    }
}

template <int kTaps, class Pixel>
void warp_with(const Pixel* frames, StackShape shape, Window window, Pixel* out, const AffineMatrix& forward,
               Filter filter, int threads) {
    const Positions positions(forward, shape.width);
    const auto table = make_warp_weights<kTaps, PixelSum<Pixel>>(filter);
    const auto rows = static_cast<std::ptrdiff_t>(shape.frames) * window.height;
#pragma omp parallel for num_threads(threads)
    for (std::ptrdiff_t row = 0; row < rows; ++row) {
        const Pixel* frame = frames + static_cast<std::size_t>(row / window.height) * shape.frame_size();
        warp_row<kTaps>(frame, shape, positions, table.data(), window,
                        window.top + static_cast<int>(row % window.height), out + row * window.width);
    }
}

template <class Pixel>
void warp_any(const Pixel* frames, StackShape shape, Window window, Pixel* out, const AffineMatrix& forward,
              Filter filter, int threads) {
    switch (filter) {
        case Filter::linear:
            return warp_with<2>(frames, shape, window, out, forward, filter, threads);
        case Filter::cubic:
            return warp_with<4>(frames, shape, window, out, forward, filter, threads);
        case Filter::lanczos4:
            return warp_with<8>(frames, shape, window, out, forward, filter, threads);
    }
}

}  // namespace

void warp_affine(const float* frames, StackShape shape, Window window, float* out,
                 const AffineMatrix& forward, Filter filter, int threads) {
    warp_any(frames, shape, window, out, forward, filter, threads);
}

void warp_affine(const std::uint8_t* frames, StackShape shape, Window window, std::uint8_t* out,
                 const AffineMatrix& forward, Filter filter, int threads) {
    warp_any(frames, shape, window, out, forward, filter, threads);
}

}  // namespace lumbar::kernels
