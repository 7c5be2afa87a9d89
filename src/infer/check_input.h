// Made-up frames that devices are compared and timed on.
#pragma once

#include "core/crop.h"
#include "core/stack.h"

namespace lumbar {

inline constexpr int kCheckCropSize = 256;  // px, as crop_discs cuts them

// Bright and dark patches with noise on them, the same at each call: nets answer to edges, and flat images
// would hide errors at the borders.  [count,size,size]
ByteStack check_frames(int count, int size);

// Such frames at the first `levels` levels.
Crops check_crops(int levels, int frames, int size);

}  // namespace lumbar
