// The convolutions on tensor cores as compiled for compute capability 75, for the CPU.
#include "fiber_words.h"
#include "register_kernel.h"

namespace {

constexpr int kCompute = 75;
#include "kernels/gpu/conv_f16.cu"

REGISTER_KERNEL(conv_f16_128x128, 75)
REGISTER_KERNEL(conv_f16_128x64, 75)
REGISTER_KERNEL(conv_f16_64x64, 75)
REGISTER_KERNEL(conv_f16_64x32, 75)

}  // namespace
