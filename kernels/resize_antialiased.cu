#include "kernels/gpu_stream.cuh"
#include "kernels/resize_antialiased.h"
#include "kernels/resize_antialiased_element.h"

namespace lumbar::kernels {

void launch_resize_antialiased(const float* frames, StackShape shape, float* out, int out_height,
                               int out_width, void* stream) {
    resize_antialiased_on(GpuStream("resize frames", stream), frames, shape, out, out_height, out_width);
}

}  // namespace lumbar::kernels
