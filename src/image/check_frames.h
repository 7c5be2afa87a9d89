// The arguments every function of this room shares: refused here when they make no sense.
#pragma once

#include <string>

#include "base/error.h"
#include "core/stack.h"
#include "kernels/stack_shape.h"

namespace lumbar {

inline void require_positive(int value, const char* function, const char* name) {
    if (value > 0) return;
    throw Error({std::string("bad ") + name, function, "at least 1", std::to_string(value)});
}

// No frames at all is fine, frames without pixels are not.
template <class T>
kernels::StackShape checked_shape(const Stack<T>& stack, const char* function, int threads) {
    require_positive(stack.height, function, "height of the frames");
    require_positive(stack.width, function, "width of the frames");
    require_positive(threads, function, "number of threads");
    const kernels::StackShape shape{stack.frames, stack.height, stack.width};
    if (stack.frames < 0 ||
        stack.pixels.size() != shape.frame_size() * static_cast<std::size_t>(stack.frames)) {
        throw Error({"bad stack of frames", function,
                     std::to_string(stack.frames) + " frames of " + std::to_string(stack.height) + "x" +
                         std::to_string(stack.width) + " pixels",
                     std::to_string(stack.pixels.size()) + " pixels"});
    }
    return shape;
}

}  // namespace lumbar
