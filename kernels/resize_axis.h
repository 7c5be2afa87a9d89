// One axis of OpenCV 4.6's resize in: which pixels each output position is made of, and with which weights,
// out.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/device_function.h"
#include "kernels/filter.h"

namespace lumbar::kernels {

inline constexpr int kResizeWeightBits = 11;  // INTER_RESIZE_COEF_BITS: a byte's weight 1 is 2048

inline float as_weight(float weight, float) {
    return weight;
}
inline std::int32_t as_weight(float weight, std::int32_t) {
    return static_cast<std::int32_t>(std::nearbyint(weight * (1 << kResizeWeightBits)));  // half to even
}

// For every output position along one axis: the pixels that it is made of, and their weights.
template <class Weight>
struct Axis {
    std::vector<int> firsts;      // [n], where they begin, maybe outside the image: its edge is repeated
    std::vector<int> pixels;      // [n,taps], inside the image
    std::vector<Weight> weights;  // [n,taps]
};

template <class Weight>
Axis<Weight> make_axis(int size, int out_size, Filter filter) {
    const int taps = tap_count(filter);
    const double scale = 1.0 / (static_cast<double>(out_size) / size);  // as OpenCV finds it, to the last bit
    Axis<Weight> axis;
    for (int i = 0; i < out_size; ++i) {
        const auto position = static_cast<float>((i + 0.5) * scale - 0.5);
        const auto below = std::floor(position);
        float weights[kMostTaps];
        filter_weights(filter, position - below, weights);
        axis.firsts.push_back(static_cast<int>(below) - (taps / 2 - 1));
        for (int k = 0; k < taps; ++k) {
            axis.pixels.push_back(std::clamp(axis.firsts.back() + k, 0, size - 1));
            axis.weights.push_back(as_weight(weights[k], Weight{}));
        }
    }
    return axis;
}

// Halves are rounded up with Lanczos-4, to even with the cubic (which OpenCV blends in float32).  The sums
// stay below 2^31: Lanczos-4's weights sum to 1.36 and -0.36 at worst, (1.36^2 + 0.36^2) * 255 * 2^22 = 0.99
// * 2^31.
template <int kTaps>
LUMBAR_DEVICE constexpr std::int32_t narrow_sum(std::int32_t sum) {
    constexpr int kBits = 2 * kResizeWeightBits;
    constexpr std::int32_t kHalf = 1 << (kBits - 1);
    if constexpr (kTaps == 4) return (sum + kHalf - 1 + ((sum >> kBits) & 1)) >> kBits;
    return (sum + kHalf) >> kBits;
}

}  // namespace lumbar::kernels
