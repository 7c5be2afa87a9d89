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

// The same on the GPU that is current, to the last bit: `values` and `out` lie in its memory, `stream` is a
// cudaStream_t.  Does not wait for the GPU; throws std::runtime_error if it takes no work.  Where the program
// is built without nvcc, there is no such function.
void launch_normalize(const float* values, std::size_t count, double low, double high, std::uint8_t* out,
                      void* stream);

}  // namespace lumbar::kernels
