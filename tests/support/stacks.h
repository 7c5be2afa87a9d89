// Images for tests: what the goldens hold and what is easily drawn.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/crop.h"
#include "core/stack.h"
#include "support/golden.h"

namespace lumbar::test {

// The frames of `stack` that the golden stacks were stored with.
template <class T>
Stack<T> select_frames(const Stack<T>& stack, const std::vector<double>& indices) {
    Stack<T> selected(static_cast<int>(indices.size()), stack.height, stack.width);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        std::copy_n(stack.frame(static_cast<int>(indices[i])), stack.frame_size(),
                    selected.frame(static_cast<int>(i)));
    }
    return selected;
}

// A golden [H,W,5,S] array of bytes as one stack a level.
inline Crops golden_crops(const Golden& golden, const std::string& name) {
    const auto shape = golden.shape(name);
    const auto values = golden.numbers(name);
    const auto slices = static_cast<std::size_t>(shape[3]);
    Crops crops;
    crops.fill(ByteStack(static_cast<int>(slices), static_cast<int>(shape[0]), static_cast<int>(shape[1])));
    std::size_t at = 0;
    for (std::size_t pixel = 0; pixel < crops[0].frame_size(); ++pixel) {
        for (ByteStack& level : crops) {
            for (std::size_t s = 0; s < slices; ++s) {
                level.frame(static_cast<int>(s))[pixel] = static_cast<std::uint8_t>(values[at++]);
            }
        }
    }
    return crops;
}

// Levels `step` apart from y = 0.2 on, discs from x = 0.4 to 0.6.
inline Keypoints straight_spine(double step) {
    Keypoints points;
    for (std::size_t level = 0; level < points.size(); ++level) {
        const double y = 0.2 + step * static_cast<double>(level);
        points[level] = {Point{0.4, y}, Point{0.6, y}};
    }
    return points;
}

inline Keypoints golden_points(const Golden& golden, const std::string& name) {
    const auto values = golden.numbers(name);
    Keypoints points;
    std::size_t at = 0;
    for (auto& disc : points) {
        for (Point& point : disc) {
            point = {values[at], values[at + 1]};
            at += 2;
        }
    }
    return points;
}

}  // namespace lumbar::test
