// Frames [S,H,W] in, frames [S,H',W'] out: Pillow's antialiased Lanczos-3 in mode F.
#pragma once

#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// Rows first, then columns, summed in double and kept in float32 between the passes; an axis whose size does
// not change is left alone.  When shrinking, the filter is as much wider.  After the description of
// ImagingResample in Pillow 9.4 (libImaging/Resample.c).  Extents are at least 1 (frames may be 0), `threads`
// at least 1; `out` holds S*H'*W' values and must not overlap `frames`.  Independent of `threads`.
void resize_antialiased(const float* frames, StackShape shape, float* out, int out_height, int out_width,
                        int threads);

}  // namespace lumbar::kernels
