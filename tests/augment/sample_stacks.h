// Frames with structure at several scales, the same in every run.
#pragma once

#include <cmath>
#include <cstdint>

#include "core/stack.h"

namespace lumbar::test {

inline ByteStack sample_stack(int frames, int height, int width, int kind = 0) {
    ByteStack stack(frames, height, width);
    for (int s = 0; s < frames; ++s) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const double smooth = std::sin(0.21 * x + s + 2 * kind) * std::cos(0.17 * y) + 1;
                stack.at(s, y, x) = static_cast<std::uint8_t>(100 * smooth + (x * 7 + y * 13 + s * 5) % 50);
            }
        }
    }
    return stack;
}

inline ByteStack flat_stack(int frames, int height, int width, int value) {
    ByteStack stack(frames, height, width);
    stack.pixels.assign(stack.pixels.size(), static_cast<std::uint8_t>(value));
    return stack;
}

}  // namespace lumbar::test
