// Frames [S,H,W] in, frames [S,H',W'] out: OpenCV's resize, no antialiasing.
#pragma once

#include <cstdint>

#include "kernels/filter.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// Half-pixel centres, replicated border, rows first and then columns; after the description of cv::resize in
// OpenCV 4.6 (imgproc/resize.cpp).  Bytes are summed in integers with 11-bit weights, floats in float32.  The
// same size copies.  Extents are at least 1 (frames may be 0), `threads` at least 1; `out` holds
// S*H'*W' values and must not overlap `frames`.  The result does not depend on `threads`.
void resize(const float* frames, StackShape shape, float* out, int out_height, int out_width, Filter filter,
            int threads);
void resize(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, int out_height, int out_width,
            Filter filter, int threads);

}  // namespace lumbar::kernels
