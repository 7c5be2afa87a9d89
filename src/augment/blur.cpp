#include "augment/blur.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "kernels/filter_3x3.h"
#include "kernels/median_3x3.h"

namespace lumbar {
namespace {

constexpr int kSide = 3;

// Which of the nine pixels a line covers: Bresenham's from the left, as cv::LineIterator steps.
std::vector<std::size_t> pixels_of(MotionBlur line) {
    if (line.to_x < line.from_x) {
        std::swap(line.from_x, line.to_x);
        std::swap(line.from_y, line.to_y);
    }
    const int across = line.to_x - line.from_x, down = std::abs(line.to_y - line.from_y);
    const int longer = std::max(across, down), shorter = std::min(across, down);
    const int step_y = line.to_y < line.from_y ? -1 : 1;
    std::vector<std::size_t> pixels;
    int x = line.from_x, y = line.from_y, error = longer - 2 * shorter;
    for (int i = 0; i <= longer; ++i) {
        pixels.push_back(static_cast<std::size_t>(y * kSide + x));
        const bool both = error < 0;
        error += (both ? 2 * longer : 0) - 2 * shorter;
        if (both || across >= down) ++x;
        if (both || across < down) y += step_y;
    }
    return pixels;
}

ByteStack filtered(const ByteStack& frames, const kernels::Weights3x3& weights, int threads) {
    ByteStack result(frames.frames, frames.height, frames.width);
    kernels::filter_3x3(frames.pixels.data(), {frames.frames, frames.height, frames.width},
                        result.pixels.data(), weights, threads);
    return result;
}

}  // namespace

MotionBlur draw_motion_blur(Random& random) {
    const auto pixel = [&] { return static_cast<int>(random.integer(0, kSide - 1)); };
    MotionBlur line;
    line.from_x = pixel();
    line.to_x = pixel();
    line.from_y = pixel();
    // In one column the two must differ.
    line.to_y =
        line.from_x == line.to_x ? (line.from_y + static_cast<int>(random.integer(1, 2))) % kSide : pixel();
    return line;
}

std::array<std::uint16_t, 9> motion_weights(const MotionBlur& line) {
    constexpr int kSum = 256;
    const auto pixels = pixels_of(line);
    const int count = static_cast<int>(pixels.size());
    kernels::Weights3x3 weights{};
    for (const std::size_t pixel : pixels) weights[pixel] = static_cast<std::uint16_t>(kSum / count);
    // 256 is no multiple of 3.
    weights[pixels[pixels.size() / 2]] =
        static_cast<std::uint16_t>(weights[pixels[pixels.size() / 2]] + kSum % count);
    return weights;
}

Point motion_blur_point(Point point_px, const MotionBlur& line) {
    const auto pixels = pixels_of(line);
    for (const std::size_t pixel : pixels) {
        const std::size_t row = pixel / kSide, column = pixel % kSide;
        point_px.x -= (static_cast<double>(column) - 1) / static_cast<double>(pixels.size());
        point_px.y -= (static_cast<double>(row) - 1) / static_cast<double>(pixels.size());
    }
    return point_px;
}

ByteStack blur(const ByteStack& frames, const MotionBlur& line, int threads) {
    return filtered(frames, motion_weights(line), threads);
}

ByteStack blur(const ByteStack& frames, const GaussianBlur&, int threads) {
    return filtered(frames, {16, 32, 16, 32, 64, 32, 16, 32, 16}, threads);
}

ByteStack blur(const ByteStack& frames, const MedianBlur&, int threads) {
    ByteStack result(frames.frames, frames.height, frames.width);
    kernels::median_3x3(frames.pixels.data(), {frames.frames, frames.height, frames.width},
                        result.pixels.data(), threads);
    return result;
}

}  // namespace lumbar
