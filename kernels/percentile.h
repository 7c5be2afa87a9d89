// Values in, percentiles out: numpy's linear rule.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lumbar::kernels {

// np.percentile of float32 values in numpy 1.24, to the last bit, one for each of `percents` (0..100).
// `count` and `threads` are at least 1.  A NaN among the values makes all of them NaN, as in numpy.
std::vector<double> percentiles(const float* values, std::size_t count, std::span<const double> percents,
                                int threads);

}  // namespace lumbar::kernels
