// Scales intensities of any range to 0..255, by the series' own percentiles.
#pragma once

#include "core/stack.h"

namespace lumbar {

struct IntensityRange {
    double low = 0, high = 0;
};

// numpy's linear rule for the 1st and 99th percentile over all pixels.  An empty stack gives {0, 0}.
// A NaN among the pixels makes both NaN, as in numpy.
IntensityRange percentile_range(const FloatStack& frames, int threads = 1);

// Clips to the range, scales to 0..255 and truncates.  A constant series (low == high) gives zeros,
// and so do a range of NaN and every pixel that is NaN.
ByteStack normalize(const FloatStack& frames, IntensityRange range, int threads);

}  // namespace lumbar
