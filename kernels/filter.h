// How far a sample lies past a pixel (0..1) in, the weights of the pixels around it out.
#pragma once

namespace lumbar::kernels {

enum class Filter { linear, cubic, lanczos4 };

inline constexpr int kMostTaps = 8;

// 2, 4 or 8 pixels a side; tap number taps/2 - 1 is the pixel at or before the sample.
constexpr int tap_count(Filter filter) {
    return filter == Filter::linear ? 2 : filter == Filter::cubic ? 4 : 8;
}

// OpenCV's three interpolations in its precision (imgproc: interpolateLinear, interpolateCubic with a =
// -0.75, interpolateLanczos4).  `weights`: [tap_count], their sum is 1.
void filter_weights(Filter filter, float fraction, float* weights);

}  // namespace lumbar::kernels
