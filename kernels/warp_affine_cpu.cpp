#include "kernels/warp_affine.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/affine_positions.h"
#include "kernels/pixel_sum.h"

namespace lumbar::kernels {
namespace {

constexpr int kWeightBits = 15;  // INTER_REMAP_COEF_BITS: a byte's weight 1 is 32768

// Rounding moves the sum of the 15-bit weights off 32768; the smallest or largest of the four taps at
// (taps/2 .. taps/2 + 1) takes the difference.
template <int kTaps>
void settle_sum(std::int32_t* weights) {
    std::int32_t excess = -(1 << kWeightBits);
    for (int k = 0; k < kTaps * kTaps; ++k) excess += weights[k];
    if (excess == 0) return;
    constexpr int kCorner = kTaps / 2 * (kTaps + 1);
    std::int32_t* const corner = weights + kCorner;
    std::int32_t *smallest = corner, *largest = corner;
    for (std::int32_t* tap : {corner + 1, corner + kTaps, corner + kTaps + 1}) {
        if (*tap < *smallest) smallest = tap;
        if (*tap > *largest) largest = tap;
    }
    (excess < 0 ? *largest : *smallest) -= excess;
}

template <int kTaps>
void fill_weights(const float* across, const float* down, float* weights) {
    for (int y = 0; y < kTaps; ++y) {
        for (int x = 0; x < kTaps; ++x) *weights++ = down[y] * across[x];
    }
}

template <int kTaps>
void fill_weights(const float* across, const float* down, std::int32_t* weights) {
    float exact[kTaps * kTaps];
    fill_weights<kTaps>(across, down, exact);
    for (int k = 0; k < kTaps * kTaps; ++k) {
        weights[k] =
            static_cast<std::int32_t>(std::nearbyint(exact[k] * (1 << kWeightBits)));  // half to even
    }
    // 2x2 weights are exact multiples of 1/1024 already.
    if constexpr (kTaps > 2) settle_sum<kTaps>(weights);
}

// The weights of the pixels around a sample for each pair of fractions: [32 (y), 32 (x), taps, taps].
template <int kTaps, class Weight>
std::vector<Weight> make_weights(Filter filter) {
    float along[kFractions][kMostTaps];
    for (int i = 0; i < kFractions; ++i) filter_weights(filter, static_cast<float>(i) / kFractions, along[i]);
    std::vector<Weight> weights(static_cast<std::size_t>(kFractions * kFractions * kTaps * kTaps));
    Weight* at = weights.data();
    for (const auto& down : along) {
        for (const auto& across : along) {
            fill_weights<kTaps>(across, down, at);
            at += kTaps * kTaps;
        }
    }
    return weights;
}

// Row sums first: they do not wait for each other.
template <int kTaps, class Pixel>
PixelSum<Pixel> inner_sum(const Pixel* corner, std::ptrdiff_t stride, const PixelSum<Pixel>* weights) {
    PixelSum<Pixel> sum = 0;
    for (int y = 0; y < kTaps; ++y, corner += stride, weights += kTaps) {
        PixelSum<Pixel> row = corner[0] * weights[0];
        for (int x = 1; x < kTaps; ++x) row += corner[x] * weights[x];
        sum += row;
    }
    return sum;
}

template <int kTaps, class Pixel>
PixelSum<Pixel> border_sum(const Pixel* frame, StackShape shape, std::int64_t left, std::int64_t top,
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

float as_pixel(float sum) {
    return sum;
}
std::uint8_t as_pixel(std::int32_t sum) {
    return static_cast<std::uint8_t>(std::clamp((sum + (1 << (kWeightBits - 1))) >> kWeightBits, 0, 255));
}

template <int kTaps, class Pixel>
void warp_row(const Pixel* frame, StackShape shape, const Positions& positions, const PixelSum<Pixel>* table,
              Window window, int y, Pixel* out) {
    const std::int64_t row_x = positions.row_x(y), row_y = positions.row_y(y);
    for (int x = window.left; x < window.left + window.width; ++x) {
        const std::int64_t source_x = (row_x + positions.dx[static_cast<std::size_t>(x)]) >> kPositionShift;
        const std::int64_t source_y = (row_y + positions.dy[static_cast<std::size_t>(x)]) >> kPositionShift;
        const std::int64_t left = (source_x >> kFractionBits) - (kTaps / 2 - 1);
        const std::int64_t top = (source_y >> kFractionBits) - (kTaps / 2 - 1);
        const auto fraction = (source_y & (kFractions - 1)) * kFractions + (source_x & (kFractions - 1));
        const PixelSum<Pixel>* weights = table + fraction * kTaps * kTaps;
        const bool inside =
            left >= 0 && top >= 0 && left + kTaps <= shape.width && top + kTaps <= shape.height;
        *out++ = as_pixel(inside ? inner_sum<kTaps>(frame + top * shape.width + left, shape.width, weights)
                                 : border_sum<kTaps>(frame, shape, left, top, weights));
    }
}

template <int kTaps, class Pixel>
void warp_with(const Pixel* frames, StackShape shape, Window window, Pixel* out, const AffineMatrix& forward,
               Filter filter, int threads) {
    const Positions positions(forward, shape.width);
    const auto table = make_weights<kTaps, PixelSum<Pixel>>(filter);
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
