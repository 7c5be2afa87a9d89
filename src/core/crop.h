// The five discs cut out of a series, ready for grading.
#pragma once

#include <array>

#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

// One stack a level, [S,256,256] each, 0..255.
using Crops = std::array<ByteStack, kLevels>;

}  // namespace lumbar
