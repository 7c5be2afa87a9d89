#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/percentile.h"

namespace lumbar::kernels {

double percentile_in_place(float* values, std::size_t count, double percent) {
    float* const end = values + count;
    // A NaN has no place in an order: selecting among such values is undefined.
    if (std::any_of(values, end, [](float value) { return std::isnan(value); })) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double position = static_cast<double>(count - 1) * (percent / 100);
    const auto below = std::min(static_cast<std::size_t>(position), count - 1);
    float* const lower = values + below;
    std::nth_element(values, lower, end);
    if (below + 1 == count) return *lower;
    const float upper = *std::min_element(lower + 1, end);
    // numpy's _lerp: the step in float32, the rest in double, from the nearer end.
    const float step = upper - *lower;
    const double fraction = position - static_cast<double>(below);
    return fraction < 0.5 ? *lower + step * fraction : upper - step * (1 - fraction);
}

}  // namespace lumbar::kernels
