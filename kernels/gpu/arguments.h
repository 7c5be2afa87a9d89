// The one struct that each GPU kernel takes: laid out alike for the host that fills it and the kernel that
// reads it.
//
// Images are channels-last, [N,H,W,C].  A `step` is the distance, in elements, from one pixel's values to the
// next pixel's: where it is more than C, the tensor is a slice of the channels of a wider one.
#pragma once

#include <cstdint>

namespace lumbar::gpu {

// The two layouts agree, the types do not: tests hold both in one program, so their names differ.
#if defined(LUMBAR_GPU_CODE)
inline namespace on_gpu {
template <class T>
using Pointer = T*;
#else  // the host passes addresses that it cannot follow
inline namespace on_host {
template <class T>
using Pointer = std::uint64_t;
#endif

using Half = std::uint16_t;  // the bits of a float16

enum Activation : std::int32_t { kNoActivation = 0, kRelu = 1, kTanh = 2, kSigmoid = 3 };

// A convolution, or with `size` 1 and one pixel an image a linear layer:
//   y = scale * activation(sum + bias) + shift + residual
// input [N,H,W,in], weight [out,K,K,in], bias float32 [out] -> output [N,H',W',out].  A pixel outside the
// image is 0; padding applies at the top and left, the far edges follow from out_height and out_width. `in`,
// `out` and all steps are multiples of 8, and every address is a multiple of 16 bytes: the host pads with
// channels whose weights are 0.
template <class Value>
struct ConvArgs {
    Pointer<const Value> input, weight;
    Pointer<const float> bias;
    Pointer<const Value> residual;  // 0: none
    Pointer<Value> output;
    Pointer<float> output_float;  // not 0: written instead of `output`, in float32
    std::int32_t images, height, width, in;
    std::int32_t out_height, out_width, out;
    std::int32_t size, stride, padding, activation;
    std::int32_t input_step, residual_step, output_step;
    float scale, shift;
    // blockIdx.z selects one of several products of the same shape, this many elements apart.
    std::int32_t input_batch, weight_batch, bias_batch, output_batch;
};

// The stem's first convolution: one channel, 3x3, stride 2, padding 1.  input [N,H,W], weight float32 [9,out]
// -> [N,H/2 rounded up,W/2 rounded up,out]
template <class Value>
struct StemArgs {
    Pointer<const Value> input;
    Pointer<const float> weight, bias;
    Pointer<Value> output;
    std::int32_t images, height, width, out_height, out_width, out, output_step, activation;
    float scale, shift;
};

// A depthwise convolution, padding (size - 1) / 2.  input [N,H,W,C], weight float32 [K,K,C], bias [C]
template <class Value>
struct DepthwiseArgs {
    Pointer<const Value> input;
    Pointer<const float> weight, bias;
    Pointer<Value> output;
    std::int32_t images, height, width, channels, out_height, out_width;
    std::int32_t size, stride, activation, input_step, output_step;
    float scale, shift;
};

// The largest of 2x2 pixels, stride 1, same size; pixels beyond the far edges count as 0.
template <class Value>
struct MaxPoolArgs {
    Pointer<const Value> input;
    Pointer<Value> output;
    std::int32_t images, height, width, channels, input_step, output_step;
};

// The mean over an image's pixels, summed in float32: [N,H,W,C] -> [N,C]
template <class Value>
struct MeanArgs {
    Pointer<const Value> input;
    Pointer<Value> output;
    std::int32_t images, pixels, channels, input_step;
};

// How the frames that a net takes (S) relate to the rows of features that were computed: frame s of disc n is
// row n * real + (s - first) if first <= s < first + real, else row discs * real, the features of a black
// frame.
struct FrameRows {
    std::int32_t discs, frames, first, real;
};

// One step of a bidirectional LSTM for all discs: PyTorch's gates i, f, g, o.  Direction d of step t reads
// and writes frame t (d = 0) or S - 1 - t (d = 1).
template <class Value>
struct LstmCellArgs {
    Pointer<const float> from_input;   // [rows,2,4,hidden], bias of both kinds included
    Pointer<const float> from_hidden;  // [2,discs,4,hidden]; not read in step 0
    Pointer<float> cell;               // [2,discs,hidden]; not read in step 0
    Pointer<Value> hidden;             // [2,discs,hidden], the next step's input
    Pointer<Value> output;             // [discs,S,2,hidden]
    FrameRows rows;
    std::int32_t hidden_size, step;
};

// Layer norm over the channels of mish(x) + sigmoid(x) + tanh(x), per row, epsilon 1e-5: [rows,C] -> [rows,C]
template <class Value>
struct LstmNormArgs {
    Pointer<const Value> input;
    Pointer<const float> weight, bias;  // [C]
    Pointer<Value> output;
    std::int32_t rows, channels;
};

// Attention over the real frames: scores = dot(hidden[row], weight) + bias, softmax over a disc's real
// frames, then the sum of the rows of `features` weighted by it -> float32 [discs,C].  Rows are [discs,S] if
// `by_frame`, else as FrameRows.  What the softmax gives is kept in `shares`, float32 [discs,real].
template <class Value>
struct AttentionArgs {
    Pointer<const Value> hidden;  // after linear and tanh
    Pointer<const Value> features;
    Pointer<const float> weight, bias;  // [C], [1]
    Pointer<float> output, shares;
    FrameRows rows;
    std::int32_t channels, by_frame;
};

// The last linear layer, in float32: input [rows,in], weight [out,in], bias [out] -> [rows,out]; any sizes.
struct LinearArgs {
    Pointer<const float> input, weight, bias;
    Pointer<float> output;
    std::int32_t rows, in, out, activation;
};

// Test-time views of byte frames; kernels/view_tables.h says how.  frames [count,H,W]; view v of frame s is
// [H',W'] at output + v * view_stride + s * H' * W', 0..1
template <class Value>
struct ViewArgs {
    Pointer<const std::uint8_t> frames;
    Pointer<const std::int32_t> tables;
    Pointer<Value> output;
    std::int64_t view_stride;
    std::int32_t count, views, height, width, out_height, out_width;
};

// Bytes 0..255 -> 0..1
template <class Value>
struct ScaleBytesArgs {
    Pointer<const std::uint8_t> bytes;
    Pointer<Value> output;
    std::int32_t count;
};

}  // namespace on_gpu, on_host
}  // namespace lumbar::gpu
