#include "kernels/filter_3x3_element.h"
#include "kernels/launch_each.cuh"

namespace lumbar::kernels {

void launch_filter_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out,
                       const Weights3x3& weights, void* stream) {
    launch_each("filter frames", shape.rows() * static_cast<std::size_t>(shape.width),
                Filter3x3Element(frames, shape, out, weights), stream);
}

}  // namespace lumbar::kernels
