// Frames with structure at several scales, the same in every run.
#pragma once

#include <cmath>

#include "core/stack.h"

namespace lumbar::test {

template <class T>
Stack<T> sample_frames(int frames, int height, int width) {
    Stack<T> stack(frames, height, width);
    for (int s = 0; s < frames; ++s) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const double smooth = std::sin(0.21 * x + s) * std::cos(0.17 * y) + 1;
                stack.at(s, y, x) = static_cast<T>(100 * smooth + (x * 7 + y * 13 + s * 5) % 50);
            }
        }
    }
    return stack;
}

template <class T>
Stack<T> flat_frames(int frames, int height, int width, T value) {
    Stack<T> stack(frames, height, width);
    stack.pixels.assign(stack.pixels.size(), value);
    return stack;
}

}  // namespace lumbar::test
