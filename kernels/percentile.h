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

// The same on the GPU that is current, to the last bit: `values` lie in its memory, `stream` is a
// cudaStream_t. Waits for the GPU, whose memory it needs for two copies of the values; throws
// std::runtime_error if it takes no work.  Where the program is built without nvcc, there is no such
// function.
std::vector<double> launch_percentiles(const float* values, std::size_t count,
                                       std::span<const double> percents, void* stream);

}  // namespace lumbar::kernels
