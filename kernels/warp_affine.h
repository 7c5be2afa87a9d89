// Frames [S,H,W] in, a window of the same frames moved by an affine map out: OpenCV's warpAffine, mirrored
// border.
#pragma once

#include <cstdint>

#include "kernels/affine_matrix.h"
#include "kernels/filter.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// `forward` says where a source pixel lands, as cv::warpAffine's matrix does.  Sample positions are multiples
// of 1/32 pixel, found in 1/1024 pixel arithmetic; pixels beyond the border are mirrored without repeating
// the edge (BORDER_REFLECT_101).  Bytes are summed in integers with 15-bit weights that sum to 1 exactly,
// floats in float32.  After the description of cv::warpAffine and cv::remap in OpenCV 4.6
// (imgproc/imgwarp.cpp). Extents are 1..32767 (frames may be 0), `threads` at least 1, the matrix finite, the
// window not empty and inside the frame; `out` holds a window of each frame and must not overlap `frames`.
// The result does not depend on `threads`.
void warp_affine(const float* frames, StackShape shape, Window window, float* out,
                 const AffineMatrix& forward, Filter filter, int threads);
void warp_affine(const std::uint8_t* frames, StackShape shape, Window window, std::uint8_t* out,
                 const AffineMatrix& forward, Filter filter, int threads);

}  // namespace lumbar::kernels
