#include "kernels/gpu_stream.cuh"
#include "kernels/resize.h"
#include "kernels/resize_element.h"

namespace lumbar::kernels {

void launch_resize(const float* frames, StackShape shape, float* out, int out_height, int out_width,
                   Filter filter, void* stream) {
    resize_on(GpuStream("resize frames", stream), frames, shape, out, out_height, out_width, filter);
}

void launch_resize(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, int out_height,
                   int out_width, Filter filter, void* stream) {
    resize_on(GpuStream("resize frames", stream), frames, shape, out, out_height, out_width, filter);
}

}  // namespace lumbar::kernels
