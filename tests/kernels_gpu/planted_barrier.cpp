// A planted fault: convolutions without barriers.
#include "fiber_words.h"
#include "register_kernel.h"

namespace {

constexpr int kCompute = 80;
#undef __syncthreads
#define __syncthreads() static_cast<void>(0)
#include "kernels/gpu/conv_f16.cu"
#include "kernels/gpu/conv_f32.cu"

const lumbar::fibers::Registration kHalves("conv_f16_64x64 without barriers", 80,
                                           lumbar::fibers::call_kernel<conv_f16_64x64>);
const lumbar::fibers::Registration kFloats("conv_f32_64x64 without barriers", 60,
                                           lumbar::fibers::call_kernel<conv_f32_64x64>);

}  // namespace
