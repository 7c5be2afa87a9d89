// A pixel of a stack in, where the nine pixels around it lie out: what one thread of a GPU reads.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/device_function.h"
#include "kernels/padded_row.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {

struct Neighbourhood {
    const std::uint8_t* rows[3];
    int columns[3];

    LUMBAR_DEVICE Neighbourhood(const std::uint8_t* frames, StackShape shape, std::size_t pixel,
                                Border border) {
        const std::size_t frame = pixel / shape.frame_size();
        const auto in_frame = static_cast<int>(pixel % shape.frame_size());
        const int y = in_frame / shape.width, x = in_frame % shape.width;
        for (int i = 0; i < 3; ++i) {
            rows[i] = frames + frame * shape.frame_size() +
                      static_cast<std::size_t>(inside(y + i - 1, shape.height, border)) *
                          static_cast<std::size_t>(shape.width);
            columns[i] = inside(x + i - 1, shape.width, border);
        }
    }
    LUMBAR_DEVICE std::uint8_t at(int row, int column) const { return rows[row][columns[column]]; }
};

}  // namespace lumbar::kernels
