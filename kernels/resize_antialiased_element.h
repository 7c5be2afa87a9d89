// One axis of a stack in, one pixel of the stack with that axis squeezed out; and both axes, one after the
// other.
#pragma once

#include <cstddef>

#include "kernels/copy_element.h"
#include "kernels/device_function.h"
#include "kernels/lanczos_axis.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels {

// [..,size,inner] -> [..,out_size,inner], summed in the CPU's order.
struct SqueezeElement {
    const float* values = nullptr;
    float* out = nullptr;
    std::size_t size = 0, out_size = 0, inner = 0;
    const int* firsts = nullptr;
    const int* counts = nullptr;
    const double* weights = nullptr;
    int taps = 0;

    LUMBAR_DEVICE void operator()(std::size_t i) const {
        const std::size_t position = i / inner % out_size, outer = i / inner / out_size;
        const float* pixel =
            values + (outer * size + static_cast<std::size_t>(firsts[position])) * inner + i % inner;
        const double* weight = weights + position * static_cast<std::size_t>(taps);
        double sum = 0;
        for (int tap = 0; tap < counts[position]; ++tap, pixel += inner) sum += *pixel * weight[tap];
        out[i] = static_cast<float>(sum);
    }
};

// `gpu`: a GpuStream, or what stands in for it on the CPU.
template <class Gpu>
void squeeze_on(const Gpu& gpu, const float* values, std::size_t outer, int size, std::size_t inner,
                int out_size, float* out) {
    const LanczosAxis axis(size, out_size);
    const auto firsts = gpu.copy(axis.firsts), counts = gpu.copy(axis.counts);
    const auto weights = gpu.copy(axis.weights);
    const auto from = static_cast<std::size_t>(size), to = static_cast<std::size_t>(out_size);
    gpu.each(outer * to * inner, SqueezeElement{values, out, from, to, inner, firsts.data(), counts.data(),
                                                weights.data(), axis.taps});
}

template <class Gpu>
void resize_antialiased_on(const Gpu& gpu, const float* frames, StackShape shape, float* out, int out_height,
                           int out_width) {
    const auto width = static_cast<std::size_t>(shape.width), new_width = static_cast<std::size_t>(out_width);
    const auto stack = static_cast<std::size_t>(shape.frames);
    if (shape.height == out_height && shape.width == out_width) {
        gpu.each(shape.rows() * width, CopyElement<float>{frames, out});
    } else if (shape.height == out_height) {
        squeeze_on(gpu, frames, shape.rows(), shape.width, 1, out_width, out);
    } else if (shape.width == out_width) {
        squeeze_on(gpu, frames, stack, shape.height, width, out_height, out);
    } else {
        auto narrow = gpu.template array<float>(shape.rows() * new_width);  // [S,H,W']
        squeeze_on(gpu, frames, shape.rows(), shape.width, 1, out_width, narrow.data());
        squeeze_on(gpu, narrow.data(), stack, shape.height, new_width, out_height, out);
    }
}

}  // namespace lumbar::kernels
