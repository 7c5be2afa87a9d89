// The small kernels' sources, compiled for the CPU.
#include <stdlib.h>

#include "fiber_words.h"
#include "kernels/view_tables.h"
#include "register_kernel.h"

namespace {

#include "kernels/gpu/attention.cu"
#include "kernels/gpu/depthwise.cu"
#include "kernels/gpu/linear.cu"
#include "kernels/gpu/lstm_cell.cu"
#include "kernels/gpu/lstm_norm.cu"
#include "kernels/gpu/max_pool.cu"
#include "kernels/gpu/mean.cu"
#include "kernels/gpu/scale_bytes.cu"
#include "kernels/gpu/stem.cu"
#include "kernels/gpu/views.cu"

#define REGISTER_BOTH(NAME)         \
    REGISTER_KERNEL(NAME##_f32, 60) \
    REGISTER_KERNEL(NAME##_f16, 60)

REGISTER_BOTH(attention)
REGISTER_BOTH(depthwise)
REGISTER_KERNEL(linear_f32, 60)
REGISTER_BOTH(lstm_cell)
REGISTER_BOTH(lstm_norm)
REGISTER_BOTH(max_pool)
REGISTER_BOTH(mean)
REGISTER_BOTH(scale_bytes)
REGISTER_BOTH(stem)
REGISTER_BOTH(views)

}  // namespace
