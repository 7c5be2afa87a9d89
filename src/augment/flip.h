// Turns frames upside down, or reverses their order.
#pragma once

#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

ByteStack flip_vertically(ByteStack frames);
Point flip_point_vertically(Point point_px, int height_px);  // pixels whose centres are whole numbers

ByteStack reverse_frames(ByteStack frames);

}  // namespace lumbar
