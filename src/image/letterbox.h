// Resizes frames to a square: longest side to `size` with Lanczos-4, then centred zero padding.
#pragma once

#include "core/stack.h"

namespace lumbar {

// The shorter side is rounded half to even and keeps at least one pixel.  Frames whose longest side is `size`
// are padded only.  Throws Error for sizes below 1.
FloatStack letterbox(const FloatStack& frames, int size, int threads);

}  // namespace lumbar
