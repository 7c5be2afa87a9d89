#include "image/normalize.h"

#include "image/check_frames.h"
#include "kernels/normalize.h"
#include "kernels/percentile.h"

namespace lumbar {

IntensityRange percentile_range(const FloatStack& frames) {
    if (frames.pixels.empty()) return {};
    auto values = frames.pixels;  // selecting reorders them
    const double high = kernels::percentile_in_place(values.data(), values.size(), 99);
    const double low = kernels::percentile_in_place(values.data(), values.size(), 1);
    return {low, high};
}

ByteStack normalize(const FloatStack& frames, IntensityRange range, int threads) {
    require_positive(threads, "normalize", "number of threads");
    ByteStack result(frames.frames, frames.height, frames.width);
    kernels::normalize(frames.pixels.data(), frames.pixels.size(), range.low, range.high,
                       result.pixels.data(), threads);
    return result;
}

}  // namespace lumbar
