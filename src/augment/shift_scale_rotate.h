// Rotates and scales frames about their centre, then shifts them; bilinear, mirrored border.
#pragma once

#include "base/random.h"
#include "config/augmentation.h"
#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

// albumentations' ShiftScaleRotate: cv::getRotationMatrix2D about (width/2 - 0.5, height/2 - 0.5), then the
// shift.  The place between pixels is finer than cv::warpAffine's (1/256 for 1/32 px).
struct ShiftScaleRotate {
    double shift_x = 0, shift_y = 0;  // share of the width and of the height
    double scale = 1;
    double angle_deg = 0;  // counter-clockwise
    bool operator==(const ShiftScaleRotate&) const = default;
};

ShiftScaleRotate draw_shift_scale_rotate(const AugmentationSettings& settings, Random& random);

ByteStack shift_scale_rotate(ByteStack frames, const ShiftScaleRotate& change, int threads);

// Where it takes a point, in pixels whose centres are whole numbers.
Point shift_scale_rotate_point(Point point_px, const ShiftScaleRotate& change, int height_px, int width_px);

}  // namespace lumbar
