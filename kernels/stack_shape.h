// The extents of a stack of frames in memory: [S,H,W], row-major, no gaps.
#pragma once

#include <cstddef>

namespace lumbar::kernels {

struct StackShape {
    int frames = 0, height = 0, width = 0;

    std::size_t rows() const { return static_cast<std::size_t>(frames) * static_cast<std::size_t>(height); }
    std::size_t frame_size() const {
        return static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
};

// A part of every frame: its corner, and its extents.
struct Window {
    int left = 0, top = 0, height = 0, width = 0;
};

inline Window whole(StackShape shape) {
    return {0, 0, shape.height, shape.width};
}

}  // namespace lumbar::kernels
