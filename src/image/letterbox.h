// Frames in, square frames out: longest side to `size` with Lanczos-4, then centred zero padding.
#pragma once

#include "core/stack.h"

namespace lumbar {

FloatStack letterbox(const FloatStack& frames, int size, int threads);

}  // namespace lumbar
