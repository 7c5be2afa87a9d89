// Values in, bytes out: a range of intensities becomes 0..255.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lumbar::kernels {

// percentile_norm of the reference on float32 values with numpy 1.24, to the last bit: clip to [low, high],
// scale to 0..255, truncate, all in float32.  An empty, reversed or NaN range gives zeros, and so does a
// value that is NaN; infinities are clipped.  `threads` is at least 1.
void normalize(const float* values, std::size_t count, double low, double high, std::uint8_t* out,
               int threads);

}  // namespace lumbar::kernels
