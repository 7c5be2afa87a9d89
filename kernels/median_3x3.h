// Frames [S,H,W] in, frames of the same size out: each pixel the median of the nine around it.
#pragma once

#include <cstdint>

#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// cv::medianBlur of size 3: repeated border.  Extents are at least 1 (frames may be 0), `threads` at least 1;
// `out` holds S*H*W values and must not overlap `frames`.  The result does not depend on `threads`.
void median_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, int threads);

// The same on the GPU that is current, to the last bit: `frames` and `out` lie in its memory, `stream` is a
// cudaStream_t.  Does not wait for the GPU; throws std::runtime_error if it takes no work.  Where the program
// is built without nvcc, there is no such function.
void launch_median_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, void* stream);

}  // namespace lumbar::kernels
