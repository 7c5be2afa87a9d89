#include "kernels/in_blocks.h"
#include "kernels/normalize.h"
#include "kernels/normalize_element.h"
#include "kernels/vectorised.h"

namespace lumbar::kernels {
namespace {

LUMBAR_VECTORISED void normalize_block(const float* values, std::size_t count, const IntensityRange range,
                                       std::uint8_t* __restrict out) {
    for (std::size_t i = 0; i < count; ++i) out[i] = normalized(values[i], range);
}

}  // namespace

void normalize(const float* values, std::size_t count, double low, double high, std::uint8_t* out,
               int threads) {
    const IntensityRange range = intensity_range(low, high);
    in_blocks(count, threads, [&](std::size_t first, std::size_t size) {
        normalize_block(values + first, size, range, out + first);
    });
}

}  // namespace lumbar::kernels
