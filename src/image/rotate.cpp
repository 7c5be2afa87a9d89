#include "image/rotate.h"

#include <cmath>
#include <string>

#include "image/check_frames.h"
#include "image/filter_for.h"
#include "kernels/affine_matrix.h"
#include "kernels/warp_affine.h"

namespace lumbar {
namespace {

void check_angle(double angle_deg) {
    if (std::isfinite(angle_deg)) return;
    throw Error({"bad angle", "rotate", "a finite number of degrees", std::to_string(angle_deg)});
}

template <class T>
kernels::StackShape checked(const Stack<T>& frames, int threads) {
    constexpr int kLongestSide = 32767;  // OpenCV keeps source positions in 16 bits
    const auto shape = checked_shape(frames, "rotate", threads);
    if (frames.height <= kLongestSide && frames.width <= kLongestSide) return shape;
    throw Error({"frames too large", "rotate", "at most " + std::to_string(kLongestSide) + " pixels a side",
                 std::to_string(frames.height) + "x" + std::to_string(frames.width)});
}

template <class T>
Stack<T> rotated(const Stack<T>& frames, double angle_deg, kernels::Window window,
                 Interpolation interpolation, int threads) {
    const auto shape = checked(frames, threads);
    check_angle(angle_deg);
    Stack<T> result(frames.frames, window.height, window.width);
    kernels::warp_affine(frames.pixels.data(), shape, window, result.pixels.data(),
                         kernels::rotation_about_centre(angle_deg, frames.height, frames.width),
                         filter_for(interpolation), threads);
    return result;
}

}  // namespace

FloatStack rotate(const FloatStack& frames, double angle_deg, Interpolation interpolation, int threads) {
    return rotated(frames, angle_deg, {0, 0, frames.height, frames.width}, interpolation, threads);
}

ByteStack rotate(const ByteStack& frames, double angle_deg, Interpolation interpolation, int threads) {
    return rotated(frames, angle_deg, {0, 0, frames.height, frames.width}, interpolation, threads);
}

FloatStack rotate_part(const FloatStack& frames, double angle_deg, const PixelBox& part,
                       Interpolation interpolation, int threads) {
    if (part.is_empty() || part.left < 0 || part.top < 0 || part.right > frames.width ||
        part.bottom > frames.height) {
        throw Error(
            {"no such part of the frames", "rotate",
             "columns and rows inside " + std::to_string(frames.width) + "x" + std::to_string(frames.height),
             std::to_string(part.left) + ".." + std::to_string(part.right) + " and " +
                 std::to_string(part.top) + ".." + std::to_string(part.bottom)});
    }
    return rotated(frames, angle_deg, {part.left, part.top, part.bottom - part.top, part.right - part.left},
                   interpolation, threads);
}

Point rotate_point(Point point_px, double angle_deg, int height, int width) {
    const auto m = kernels::rotation_about_centre(angle_deg, height, width);
    return {m[0] * point_px.x + m[1] * point_px.y + m[2], m[3] * point_px.x + m[4] * point_px.y + m[5]};
}

}  // namespace lumbar
