// Frames in, the median of one pixel and the eight around it out; and of nine bytes, as a CPU and a GPU find
// it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/device_function.h"
#include "kernels/neighbourhood.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// Sixteen pixels an instruction: only minima and maxima.
LUMBAR_DEVICE inline std::uint8_t lower(std::uint8_t a, std::uint8_t b) {
    return a < b ? a : b;
}
LUMBAR_DEVICE inline std::uint8_t upper(std::uint8_t a, std::uint8_t b) {
    return a < b ? b : a;
}
LUMBAR_DEVICE inline std::uint8_t middle(std::uint8_t a, std::uint8_t b, std::uint8_t c) {
    return upper(lower(a, b), lower(upper(a, b), c));
}

struct Median3x3Element {
    const std::uint8_t* frames = nullptr;
    StackShape shape;
    std::uint8_t* out = nullptr;

    // The CPU's median_row, a pixel at a time.
    LUMBAR_DEVICE void operator()(std::size_t i) const {
        const Neighbourhood around(frames, shape, i, Border::repeated);
        std::uint8_t low[3], mid[3], high[3];
        for (int k = 0; k < 3; ++k) {
            const std::uint8_t a = around.at(0, k), b = around.at(1, k), c = around.at(2, k);
            low[k] = lower(lower(a, b), c);
            mid[k] = middle(a, b, c);
            high[k] = upper(upper(a, b), c);
        }
        out[i] = middle(upper(upper(low[0], low[1]), low[2]), middle(mid[0], mid[1], mid[2]),
                        lower(lower(high[0], high[1]), high[2]));
    }
};

}  // namespace lumbar::kernels
