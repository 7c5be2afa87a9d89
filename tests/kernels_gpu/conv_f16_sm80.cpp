// The convolutions on tensor cores as compiled for compute capability 80, for the CPU.
#include "fiber_words.h"
#include "register_kernel.h"

namespace {

constexpr int kCompute = 80;
#include "kernels/gpu/conv_f16.cu"

REGISTER_KERNEL(conv_f16_128x128, 80)
REGISTER_KERNEL(conv_f16_128x64, 80)
REGISTER_KERNEL(conv_f16_64x64, 80)
REGISTER_KERNEL(conv_f16_64x32, 80)

}  // namespace
