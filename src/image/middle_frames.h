// The middle frames of a stack: what a net of a fixed number of frames sees of a series.
#pragma once

#include <algorithm>
#include <vector>

#include "core/stack.h"

namespace lumbar {

// Which frames of a stack those are, and where they go among the net's.
struct MiddleRange {
    int count = 0, from = 0, to = 0;
};
constexpr MiddleRange middle_range(int frames, int wanted) {
    const int count = std::min(wanted, frames);
    return {count, (frames - count) / 2, (wanted - count) / 2};
}

// How many of the middle frames hold the middle ones of any number up to `most`, at the same places: of an
// odd number that goes one more goes from behind, so `most` is exceeded by one rather.
constexpr int middle_count_for(int frames, int most) {
    return frames <= most ? frames : most + (frames - most) % 2;
}

template <class T>
struct MiddleFrames {
    Stack<T> frames;         // [count,H,W], zeros where there was no frame
    std::vector<bool> mask;  // [count], true where there was one
};

// Of more frames the middle `count`; fewer are padded with zero frames on both sides.
template <class T>
MiddleFrames<T> middle_frames(const Stack<T>& stack, int count) {
    MiddleFrames<T> middle{{count, stack.height, stack.width},
                           std::vector<bool>(static_cast<std::size_t>(count))};
    const auto [copied, from, to] = middle_range(stack.frames, count);
    std::copy_n(stack.frame(from), stack.frame_size() * static_cast<std::size_t>(copied),
                middle.frames.frame(to));
    std::fill_n(middle.mask.begin() + to, copied, true);
    return middle;
}

}  // namespace lumbar
