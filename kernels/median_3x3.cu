#include "kernels/launch_each.cuh"
#include "kernels/median_3x3.h"
#include "kernels/median_3x3_element.h"

namespace lumbar::kernels {

void launch_median_3x3(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, void* stream) {
    launch_each("find medians", shape.rows() * static_cast<std::size_t>(shape.width),
                Median3x3Element{frames, shape, out}, stream);
}

}  // namespace lumbar::kernels
