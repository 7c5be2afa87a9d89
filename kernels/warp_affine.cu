#include "kernels/gpu_stream.cuh"
#include "kernels/warp_affine.h"
#include "kernels/warp_affine_element.h"

namespace lumbar::kernels {

void launch_warp_affine(const float* frames, StackShape shape, Window window, float* out,
                        const AffineMatrix& forward, Filter filter, void* stream) {
    warp_affine_on(GpuStream("move frames", stream), frames, shape, window, out, forward, filter);
}

void launch_warp_affine(const std::uint8_t* frames, StackShape shape, Window window, std::uint8_t* out,
                        const AffineMatrix& forward, Filter filter, void* stream) {
    warp_affine_on(GpuStream("move frames", stream), frames, shape, window, out, forward, filter);
}

}  // namespace lumbar::kernels
