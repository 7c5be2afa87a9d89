#include "image/rotate.h"

#include <cmath>
#include <numbers>
#include <string>

#include "image/check_frames.h"
#include "image/filter_for.h"
#include "kernels/warp_affine.h"

namespace lumbar {
namespace {

// cv::getRotationMatrix2D at scale 1.  With y pointing down, a positive angle turns counter-clockwise.
kernels::AffineMatrix rotation(double angle_deg, int height, int width) {
    const double angle = angle_deg * (std::numbers::pi / 180);
    const double cosine = std::cos(angle), sine = std::sin(angle);
    const double x = width / 2.0 - 0.5, y = height / 2.0 - 0.5;
    return {cosine, sine, (1 - cosine) * x - sine * y, -sine, cosine, sine * x + (1 - cosine) * y};
}

template <class T>
Stack<T> rotate_any(const Stack<T>& frames, double angle_deg, Interpolation interpolation, int threads) {
    constexpr int kLongestSide = 32767;  // OpenCV keeps source positions in 16 bits
    const auto shape = checked_shape(frames, "rotate", threads);
    if (!std::isfinite(angle_deg)) {
        throw Error({"bad angle", "rotate", "a finite number of degrees", std::to_string(angle_deg)});
    }
    if (frames.height > kLongestSide || frames.width > kLongestSide) {
        throw Error({"frames too large", "rotate",
                     "at most " + std::to_string(kLongestSide) + " pixels a side",
                     std::to_string(frames.height) + "x" + std::to_string(frames.width)});
    }
    Stack<T> result(frames.frames, frames.height, frames.width);
    kernels::warp_affine(frames.pixels.data(), shape, result.pixels.data(),
                         rotation(angle_deg, frames.height, frames.width), filter_for(interpolation),
                         threads);
    return result;
}

}  // namespace

FloatStack rotate(const FloatStack& frames, double angle_deg, Interpolation interpolation, int threads) {
    return rotate_any(frames, angle_deg, interpolation, threads);
}

ByteStack rotate(const ByteStack& frames, double angle_deg, Interpolation interpolation, int threads) {
    return rotate_any(frames, angle_deg, interpolation, threads);
}

Point rotate_point(Point point_px, double angle_deg, int height, int width) {
    const auto m = rotation(angle_deg, height, width);
    return {m[0] * point_px.x + m[1] * point_px.y + m[2], m[3] * point_px.x + m[4] * point_px.y + m[5]};
}

}  // namespace lumbar
