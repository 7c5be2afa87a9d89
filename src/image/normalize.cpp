#include "image/normalize.h"

#include <array>

#include "image/check_frames.h"
#include "kernels/normalize.h"
#include "kernels/percentile.h"

namespace lumbar {

IntensityRange percentile_range(const FloatStack& frames, int threads) {
    require_positive(threads, "percentile range", "number of threads");
    if (frames.pixels.empty()) return {};
    const auto found =
        kernels::percentiles(frames.pixels.data(), frames.pixels.size(), std::array{1., 99.}, threads);
    return {found[0], found[1]};
}

ByteStack normalize(const FloatStack& frames, IntensityRange range, int threads) {
    require_positive(threads, "normalize", "number of threads");
    ByteStack result(frames.frames, frames.height, frames.width);
    kernels::normalize(frames.pixels.data(), frames.pixels.size(), range.low, range.high,
                       result.pixels.data(), threads);
    return result;
}

}  // namespace lumbar
