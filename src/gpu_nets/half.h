// float16 on a CPU that may not have it.
#pragma once

#include "kernels/gpu/arguments.h"

namespace lumbar::gpu {

// Rounded to the nearest, ties to even (IEEE 754, 4.3.1); beyond 65504 infinite.
Half to_half(float value);
float to_float(Half half);

}  // namespace lumbar::gpu
