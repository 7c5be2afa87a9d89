// What a crop shows of a picture: its corners, clockwise from the crop's upper left one, relative to the
// picture.  A T2 crop is turned with its disc.
#pragma once

#include <array>

#include "core/keypoints.h"

namespace lumbar {

using CropOutline = std::array<Point, 4>;

}  // namespace lumbar
