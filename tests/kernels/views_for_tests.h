// Frames to be shown, for the tests of the CPU's views and the GPU's.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "kernels/render_views.h"

namespace lumbar::kernels::test {

inline constexpr double kAnglesDeg[] = {0, -15, 15, 20, 90, 133};

inline ViewPlan plan_of(int height, int width, int out_height, int out_width) {
    std::vector<AffineMatrix> rotations;
    for (const double angle : kAnglesDeg) rotations.push_back(rotation_about_centre(angle, height, width));
    return plan_views(height, width, rotations, out_height, out_width);
}

// Black, white and everything between beside each other: sums reach both limits.
inline std::vector<std::uint8_t> rough_frames(StackShape shape) {
    std::mt19937 random(7);
    std::vector<std::uint8_t> frames(shape.rows() * static_cast<std::size_t>(shape.width));
    for (auto& pixel : frames) {
        const auto drawn = random();
        pixel = drawn % 3 == 0 ? 0 : drawn % 3 == 1 ? 255 : static_cast<std::uint8_t>(drawn >> 24);
    }
    return frames;
}

struct Sizes {
    StackShape frames;
    int out_height, out_width;
};

// The solution's three, and what is odd: the same size, larger, a line, a single pixel.
inline constexpr Sizes kSizes[] = {
    {{3, 256, 256}, 128, 128}, {{2, 256, 256}, 96, 96}, {{1, 256, 256}, 256, 256}, {{2, 37, 51}, 64, 51},
    {{1, 64, 48}, 21, 77},     {{1, 1, 9}, 3, 5},       {{4, 1, 1}, 2, 3}};

}  // namespace lumbar::kernels::test
