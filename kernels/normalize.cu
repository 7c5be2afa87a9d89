#include "kernels/launch_each.cuh"
#include "kernels/normalize.h"
#include "kernels/normalize_element.h"

namespace lumbar::kernels {

void launch_normalize(const float* values, std::size_t count, double low, double high, std::uint8_t* out,
                      void* stream) {
    launch_each("normalize", count, NormalizeElement{values, intensity_range(low, high), out}, stream);
}

}  // namespace lumbar::kernels
