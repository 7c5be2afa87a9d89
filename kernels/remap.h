// Frames [S,H,W] and a map [H,W] of where each pixel comes from in, frames of the same size out.
#pragma once

#include <cstdint>

#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// `source_x` and `source_y` are [H,W], in pixels, the same for all frames: bilinear, mirrored without
// repeating the edge (BORDER_REFLECT_101) as often as needed, as cv::remap.  Positions are rounded to 1/256
// pixel (OpenCV: 1/32); they must be finite.  Extents are at least 1 (frames may be 0) and a frame has fewer
// than 2^31 pixels, `threads` is at least 1; `out` holds S*H*W values and must not overlap `frames`.  The
// result does not depend on `threads`.
void remap(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, const float* source_x,
           const float* source_y, int threads);

}  // namespace lumbar::kernels
