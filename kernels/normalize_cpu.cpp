#include <algorithm>
#include <cmath>

#include "kernels/normalize.h"
#include "kernels/vectorised.h"

namespace lumbar::kernels {
namespace {

LUMBAR_VECTORISED void scale(const float* values, std::size_t count, float bottom, float top, float span,
                             std::uint8_t* __restrict out) {
    for (std::size_t i = 0; i < count; ++i) {
        const float value = std::min(std::max(values[i], bottom), top);
        const float scaled = (value - bottom) / span * 255.f;
        // !(scaled > 0) holds for NaN as well, which no byte can hold.
        out[i] = !(scaled > 0.f) ? std::uint8_t{0} : static_cast<std::uint8_t>(std::min(scaled, 255.f));
    }
}

}  // namespace

void normalize(const float* values, std::size_t count, double low, double high, std::uint8_t* out,
               int threads) {
    if (!(low < high)) {
        std::fill_n(out, count, std::uint8_t{0});
        return;
    }
    constexpr std::size_t kBlock = 1 << 14;
    const auto blocks = static_cast<std::ptrdiff_t>((count + kBlock - 1) / kBlock);
#pragma omp parallel for num_threads(threads)
    for (std::ptrdiff_t block = 0; block < blocks; ++block) {
        const std::size_t first = static_cast<std::size_t>(block) * kBlock;
        scale(values + first, std::min(kBlock, count - first), static_cast<float>(low),
              static_cast<float>(high), static_cast<float>(high - low), out + first);
    }
}

}  // namespace lumbar::kernels
