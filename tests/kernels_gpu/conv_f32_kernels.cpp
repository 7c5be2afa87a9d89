// The convolutions in float32, for the CPU.
#include "fiber_words.h"
#include "register_kernel.h"

namespace {

#include "kernels/gpu/conv_f32.cu"

REGISTER_KERNEL(conv_f32_64x64, 60)
REGISTER_KERNEL(conv_f32_32x32, 60)

}  // namespace
