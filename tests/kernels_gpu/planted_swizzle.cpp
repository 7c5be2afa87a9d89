// A planted fault: convolutions whose words are not spread over the banks.
#include "fiber_words.h"
#include "register_kernel.h"

namespace {

constexpr int kCompute = 80;
#include "kernels/gpu/conv_reader.cuh"
#define input_place(row, word) ((row)*ConvTile::kDepthBytes + (word)*ConvTile::kWordBytes)
#include "kernels/gpu/conv_f16.cu"
#include "kernels/gpu/conv_f32.cu"

const lumbar::fibers::Registration kHalves("conv_f16_64x64 with bank conflicts", 80,
                                           lumbar::fibers::call_kernel<conv_f16_64x64>);
const lumbar::fibers::Registration kFloats("conv_f32_64x64 with bank conflicts", 60,
                                           lumbar::fibers::call_kernel<conv_f32_64x64>);

}  // namespace
