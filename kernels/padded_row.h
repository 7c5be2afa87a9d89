// A row of a frame in, the same row with one more pixel at either end out: what a 3x3 neighbourhood reads.
#pragma once

#include <algorithm>
#include <cstdint>

#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// What lies beyond the edge: 1 0 | 0 1 2 when repeated, 2 1 | 0 1 2 when mirrored (BORDER_REFLECT_101).
enum class Border { repeated, mirrored };

// The index inside 0 .. size-1 that stands for -1 .. size.
inline int inside(int index, int size, Border border) {
    const int step = border == Border::mirrored ? 1 : 0;
    const int found = index < 0 ? step : index < size ? index : size - 1 - step;
    return found < 0 ? 0 : found < size ? found : size - 1;  // a side of one pixel has no neighbour
}

// `y` is -1 .. H, `row` holds W + 2 values, the extents are at least 1.
inline void copy_padded(const std::uint8_t* frame, StackShape shape, int y, Border border,
                        std::uint8_t* row) {
    const auto width = static_cast<std::size_t>(shape.width);
    const std::uint8_t* from = frame + static_cast<std::size_t>(inside(y, shape.height, border)) * width;
    std::copy_n(from, width, row + 1);
    row[0] = from[inside(-1, shape.width, border)];
    row[width + 1] = from[inside(shape.width, shape.width, border)];
}

}  // namespace lumbar::kernels
