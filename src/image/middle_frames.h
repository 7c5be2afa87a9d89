// The middle frames of a stack: what a net of a fixed number of frames sees of a series.
#pragma once

#include <algorithm>
#include <vector>

#include "core/stack.h"

namespace lumbar {

template <class T>
struct MiddleFrames {
    Stack<T> frames;         // [count,H,W], zeros where there was no frame
    std::vector<bool> mask;  // [count], true where there was one
    int first = 0;           // index of the first of those
};

// Of more frames the middle `count`; fewer are padded with zero frames on both sides.
template <class T>
MiddleFrames<T> middle_frames(const Stack<T>& stack, int count) {
    MiddleFrames<T> middle{{count, stack.height, stack.width},
                           std::vector<bool>(static_cast<std::size_t>(count))};
    const int copied = std::min(count, stack.frames);
    const int from = (stack.frames - copied) / 2, to = (count - copied) / 2;
    middle.first = to;
    std::copy_n(stack.frame(from), stack.frame_size() * static_cast<std::size_t>(copied),
                middle.frames.frame(to));
    std::fill_n(middle.mask.begin() + to, copied, true);
    return middle;
}

}  // namespace lumbar
