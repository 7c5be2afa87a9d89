#include <algorithm>
#include <cmath>

#include "kernels/normalize.h"

namespace lumbar::kernels {

void normalize(const float* values, std::size_t count, double low, double high, std::uint8_t* out,
               int threads) {
    if (!(low < high)) {
        std::fill_n(out, count, std::uint8_t{0});
        return;
    }
    const auto bottom = static_cast<float>(low), top = static_cast<float>(high);
    const auto span = static_cast<float>(high - low);
    const auto size = static_cast<std::ptrdiff_t>(count);
#pragma omp parallel for num_threads(threads)
    for (std::ptrdiff_t i = 0; i < size; ++i) {
        const float value = std::min(std::max(values[i], bottom), top);
        const float scaled = (value - bottom) / span * 255.f;
        // !(scaled > 0) holds for NaN as well, which no byte can hold.
        out[i] = !(scaled > 0.f) ? std::uint8_t{0} : static_cast<std::uint8_t>(std::min(scaled, 255.f));
    }
}

}  // namespace lumbar::kernels
