// Frames in, one pixel weighed with the eight around it out: what a GPU's thread computes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/device_function.h"
#include "kernels/filter_3x3.h"
#include "kernels/neighbourhood.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {

struct Filter3x3Element {
    const std::uint8_t* frames = nullptr;
    StackShape shape;
    std::uint8_t* out = nullptr;
    int weights[9] = {};

    // std::array cannot be read on a GPU.
    Filter3x3Element(const std::uint8_t* from, StackShape extents, std::uint8_t* to, const Weights3x3& nine)
        : frames(from), shape(extents), out(to) {
        for (std::size_t k = 0; k < nine.size(); ++k) weights[k] = nine[k];
    }

    LUMBAR_DEVICE void operator()(std::size_t i) const {
        const Neighbourhood around(frames, shape, i, Border::mirrored);
        int sum = 128;  // half of 256
        for (int k = 0; k < 9; ++k) sum += weights[k] * around.at(k / 3, k % 3);
        out[i] = static_cast<std::uint8_t>(sum >> 8);
    }
};

}  // namespace lumbar::kernels
