// A planted fault: convolutions that take one pixel too many for theirs.
#include "fiber_words.h"
#include "register_kernel.h"

namespace {

constexpr int kCompute = 80;
#include "kernels/gpu/conv_output.cuh"
#define count_pixels(args) (count_pixels(args) + 1)
#include "kernels/gpu/conv_f16.cu"
#include "kernels/gpu/conv_f32.cu"

const lumbar::fibers::Registration kHalves("conv_f16_64x64 with a wrong tail", 80,
                                           lumbar::fibers::call_kernel<conv_f16_64x64>);
const lumbar::fibers::Registration kFloats("conv_f32_64x64 with a wrong tail", 60,
                                           lumbar::fibers::call_kernel<conv_f32_64x64>);

}  // namespace
