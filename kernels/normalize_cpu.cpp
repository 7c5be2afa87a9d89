#include <algorithm>
#include <cmath>

#include "kernels/in_blocks.h"
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
    const auto bottom = static_cast<float>(low), top = static_cast<float>(high);
    const auto span = static_cast<float>(high - low);
    in_blocks(count, threads, [&](std::size_t first, std::size_t size) {
        scale(values + first, size, bottom, top, span, out + first);
    });
}

}  // namespace lumbar::kernels
