// Converts frames of any size and range to square frames of 0..255: stage 1's input.
#pragma once

#include "core/stack.h"
#include "image/normalize.h"

namespace lumbar {

// Every frame resized to size x size with Pillow's Lanczos-3 (the aspect is not kept), then scaled to 0..255
// by the series' own range.  [S,H,W] -> [S,size,size].  Throws Error for a size or threads below 1.
ByteStack resize_to_square(const FloatStack& frames, IntensityRange range, int size, int threads);

}  // namespace lumbar
