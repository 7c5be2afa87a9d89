// A filter in, the weights of the pixels around a sample out, as OpenCV 4.6's remap rounds them.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/affine_positions.h"
#include "kernels/filter.h"

namespace lumbar::kernels {

inline constexpr int kWarpWeightBits = 15;  // INTER_REMAP_COEF_BITS: a byte's weight 1 is 32768

// Rounding moves the sum of the 15-bit weights off 32768; the smallest or largest of the four taps at
// (taps/2 .. taps/2 + 1) takes the difference.
template <int kTaps>
void settle_sum(std::int32_t* weights) {
    std::int32_t excess = -(1 << kWarpWeightBits);
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
            static_cast<std::int32_t>(std::nearbyint(exact[k] * (1 << kWarpWeightBits)));  // half to even
    }
    // 2x2 weights are exact multiples of 1/1024 already.
    if constexpr (kTaps > 2) settle_sum<kTaps>(weights);
}

// The weights of the pixels around a sample for each pair of fractions: [32 (y), 32 (x), taps, taps].
template <int kTaps, class Weight>
std::vector<Weight> make_warp_weights(Filter filter) {
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

}  // namespace lumbar::kernels
