// Frames [S,H,W] in, frames of the same size out: each pixel the weighted mean of the nine around it.
#pragma once

#include <array>
#include <cstdint>

#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// Row by row, in 1/256; the sum must be 256, so that flat images stay flat.
using Weights3x3 = std::array<std::uint16_t, 9>;

// Not turned over (cv::filter2D's correlation), mirrored border (BORDER_REFLECT_101), rounded.  Extents are
// at least 1 (frames may be 0), `threads` at least 1; `out` holds S*H*W values and must not overlap `frames`.
// The result does not depend on `threads`.
void filter_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, const Weights3x3& weights,
                int threads);

}  // namespace lumbar::kernels
