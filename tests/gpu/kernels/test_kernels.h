// What the tests' kernel takes.
#pragma once

#include <cstdint>

#include "kernels/gpu/arguments.h"

namespace lumbar::gpu::test {

// values [count] += value
struct AddArgs {
    Pointer<float> values;
    std::int32_t count;
    float value;
};

}  // namespace lumbar::gpu::test
