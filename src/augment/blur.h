// Blurs frames over 3x3 pixels: along a line, by the median, or by a Gaussian.
#pragma once

#include <array>
#include <cstdint>

#include "base/random.h"
#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

// albumentations' MotionBlur of size 3: the mean over a line between two pixels of the 3x3, which need not
// pass its middle.
struct MotionBlur {
    int from_x = 0, from_y = 1, to_x = 2, to_y = 1;  // 0, 1 or 2; not the same pixel twice
    bool operator==(const MotionBlur&) const = default;
};
struct MedianBlur {
    bool operator==(const MedianBlur&) const = default;
};
// Sigma 0 is OpenCV's rule for size 3: 1/4 1/2 1/4 each way.
struct GaussianBlur {
    bool operator==(const GaussianBlur&) const = default;
};

MotionBlur draw_motion_blur(Random& random);

ByteStack blur(const ByteStack& frames, const MotionBlur& line, int threads);
ByteStack blur(const ByteStack& frames, const MedianBlur&, int threads);
ByteStack blur(const ByteStack& frames, const GaussianBlur&, int threads);

// The pixels that cv::line draws from one to the other, row by row, with equal weights in 1/256.
std::array<std::uint16_t, 9> motion_weights(const MotionBlur& line);

// A line off the middle moves the image, up to a pixel.
Point motion_blur_point(Point point_px, const MotionBlur& line);

}  // namespace lumbar
