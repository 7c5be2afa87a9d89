#include "kernels/warp_affine.h"

#include <cstddef>
#include <cstdint>

#include "kernels/warp_affine_element.h"

namespace lumbar::kernels {
namespace {

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
