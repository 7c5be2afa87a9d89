#include <cfloat>
#include <cmath>
#include <numbers>

#include "kernels/filter.h"

namespace lumbar::kernels {
namespace {

// Keys' cubic convolution.  The last weight is what is left of 1, so that flat images stay flat.
void cubic_weights(float t, float* weights) {
    constexpr float kA = -0.75f;
    const float past = t + 1, rest = 1 - t;
    weights[0] = ((kA * past - 5 * kA) * past + 8 * kA) * past - 4 * kA;
    weights[1] = ((kA + 2) * t - (kA + 3)) * t * t + 1;
    weights[2] = ((kA + 2) * rest - (kA + 3)) * rest * rest + 1;
    weights[3] = 1.f - weights[0] - weights[1] - weights[2];
}

// sinc(x) sinc(x/4) at distances x = t+3 .. t-4.  sin(pi x) is the same for all taps but for its sign, and
// the constant factors go with the normalisation: (-1)^k sin(pi x/4) / x^2 is left.
void lanczos4_weights(float t, float* weights) {
    constexpr int kTaps = 8;
    if (t < FLT_EPSILON) {
        for (int k = 0; k < kTaps; ++k) weights[k] = k == kTaps / 2 - 1 ? 1.f : 0.f;
        return;
    }
    float sum = 0;
    for (int k = 0; k < kTaps; ++k) {
        const double x = t + 3.f - static_cast<float>(k);
        const double quarter = x * (std::numbers::pi / 4);
        // OpenCV's fractions never come this close to the next pixel; a limit keeps the quotient finite.
        const double numerator = std::abs(x) < 1e-6 ? 1e30 : std::sin(quarter) / (quarter * quarter);
        weights[k] = static_cast<float>(k % 2 == 0 ? -numerator : numerator);
        sum += weights[k];
    }
    const float scale = 1.f / sum;
    for (int k = 0; k < kTaps; ++k) weights[k] *= scale;
}

}  // namespace

void filter_weights(Filter filter, float fraction, float* weights) {
    switch (filter) {
        case Filter::linear:
            weights[0] = 1.f - fraction;
            weights[1] = fraction;
            return;
        case Filter::cubic:
            return cubic_weights(fraction, weights);
        case Filter::lanczos4:
            return lanczos4_weights(fraction, weights);
    }
}

}  // namespace lumbar::kernels
