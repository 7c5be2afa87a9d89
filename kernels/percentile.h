// Values in, one percentile out: numpy's linear rule.
#pragma once

#include <cstddef>

namespace lumbar::kernels {

// np.percentile of float32 values in numpy 1.24, to the last bit.  `percent` is 0..100, `count` at least 1.
// Selects in place, so `values` come out in another order; further percentiles of the same values are then
// cheaper.  A NaN among the values gives NaN, as in numpy.  One thread.
double percentile_in_place(float* values, std::size_t count, double percent);

}  // namespace lumbar::kernels
