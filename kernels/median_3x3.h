// Frames [S,H,W] in, frames of the same size out: each pixel the median of the nine around it.
#pragma once

#include <cstdint>

#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// cv::medianBlur of size 3: repeated border.  Extents are at least 1 (frames may be 0), `threads` at least 1;
// `out` holds S*H*W values and must not overlap `frames`.  The result does not depend on `threads`.
void median_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, int threads);

}  // namespace lumbar::kernels
