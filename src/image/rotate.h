// Rotates frames about their centre, keeping their size, with a mirrored border (BORDER_REFLECT_101).
#pragma once

#include "core/interpolation.h"
#include "core/keypoints.h"
#include "core/pixel_box.h"
#include "core/stack.h"

namespace lumbar {

// Counter-clockwise by `angle_deg` about (width/2 - 0.5, height/2 - 0.5): cv::warpAffine of
// getRotationMatrix2D.
// Throws Error for an angle that is not finite, frames without pixels or longer than 32767, threads below 1.
FloatStack rotate(const FloatStack& frames, double angle_deg, Interpolation interpolation, int threads);
ByteStack rotate(const ByteStack& frames, double angle_deg, Interpolation interpolation, int threads);

// A part of what rotate() gives; the rest is not computed.  Throws Error if it is empty or not inside the
// frames, too.
FloatStack rotate_part(const FloatStack& frames, double angle_deg, const PixelBox& part,
                       Interpolation interpolation, int threads);

// Where rotate() takes a point of the image, both in pixels.
Point rotate_point(Point point_px, double angle_deg, int height, int width);

}  // namespace lumbar
