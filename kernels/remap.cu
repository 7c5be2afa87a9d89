#include "kernels/launch_each.cuh"
#include "kernels/remap.h"
#include "kernels/remap_element.h"

namespace lumbar::kernels {

void launch_remap(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, const float* source_x,
                  const float* source_y, void* stream) {
    launch_each("remap frames", shape.frame_size(), RemapElement{frames, shape, out, source_x, source_y},
                stream);
}

}  // namespace lumbar::kernels
