// Affine maps of the plane, and the one that turns a frame about its centre.
#pragma once

#include <array>

namespace lumbar::kernels {

// x' = m[0] x + m[1] y + m[2],  y' = m[3] x + m[4] y + m[5], in pixels.
using AffineMatrix = std::array<double, 6>;

// cv::getRotationMatrix2D at scale 1 about (width/2 - 0.5, height/2 - 0.5).  With y pointing down, a positive
// angle turns counter-clockwise.
AffineMatrix rotation_about_centre(double angle_deg, int height, int width);

// As cv::warpAffine inverts, step by step, for the same last bits.  A singular matrix maps all to one line.
AffineMatrix inverted(const AffineMatrix& m);

}  // namespace lumbar::kernels
