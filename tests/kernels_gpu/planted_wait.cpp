// A planted fault: convolutions that do not wait for their copies.
#include "fiber_words.h"
#include "register_kernel.h"

namespace {

constexpr int kCompute = 80;
#define commit_copies() static_cast<void>(0)
#include "kernels/gpu/conv_f16.cu"
#include "kernels/gpu/conv_f32.cu"

const lumbar::fibers::Registration kHalves("conv_f16_64x64 without waits", 80,
                                           lumbar::fibers::call_kernel<conv_f16_64x64>);
const lumbar::fibers::Registration kFloats("conv_f32_64x64 without waits", 60,
                                           lumbar::fibers::call_kernel<conv_f32_64x64>);

}  // namespace
