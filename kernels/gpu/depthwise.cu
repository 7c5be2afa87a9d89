// A depthwise convolution, 5x5 with stride 1 or 3x3 with stride 2: a thread computes 8 channels of 4
// neighbours in a row, so that a row of inputs and weights is read once for four.
#include "kernels/gpu/channels.cuh"

template <int kSize, int kStride, class Value>
DEVICE void add_row(float (&sums)[kDepthwiseStrip][kChannels], const DepthwiseArgs<Value>& a,
                    const Value* line, const float* weight, int first_x) {
    float weights[kSize][kChannels];
    UNROLL for (int tap = 0; tap < kSize; ++tap) read_channels(weights[tap], weight + tap * a.channels);
    UNROLL for (int i = 0; i < (kDepthwiseStrip - 1) * kStride + kSize; ++i) {
        if (first_x + i < 0 || first_x + i >= a.width) continue;
        float values[kChannels];
        read_channels(values, line + static_cast<long>(first_x + i) * a.input_step);
        UNROLL for (int p = 0; p < kDepthwiseStrip; ++p) {
            if (i - p * kStride < 0 || i - p * kStride >= kSize) continue;
            UNROLL for (int c = 0; c < kChannels; ++c) sums[p][c] =
                fused_multiply_add(values[c], weights[i - p * kStride][c], sums[p][c]);
        }
    }
}

template <int kSize, int kStride, class Value>
DEVICE void depthwise(const DepthwiseArgs<Value>& a) {
    const int chunks = a.channels / kChannels, strips = (a.out_width + kDepthwiseStrip - 1) / kDepthwiseStrip;
    const long index = static_cast<long>(blockIdx.x) * kDepthwiseThreads + threadIdx.x;
    if (index >= static_cast<long>(a.images) * a.out_height * strips * chunks) return;
    const int channel = static_cast<int>(index % chunks) * kChannels;
    const int strip = static_cast<int>(index / chunks), x = strip % strips * kDepthwiseStrip;
    const int row = strip / strips, y = row % a.out_height, image = row / a.out_height;
    constexpr int kPadding = (kSize - 1) / 2;

    float sums[kDepthwiseStrip][kChannels];
    UNROLL for (int p = 0; p < kDepthwiseStrip; ++p) read_channels(sums[p], a.bias + channel);
    for (int tap_y = 0; tap_y < kSize; ++tap_y) {
        const int from_y = y * kStride + tap_y - kPadding;
        if (from_y < 0 || from_y >= a.height) continue;
        const long line = (static_cast<long>(image) * a.height + from_y) * a.width;
        add_row<kSize, kStride>(sums, a, a.input + line * a.input_step + channel,
                                a.weight + tap_y * kSize * a.channels + channel, x * kStride - kPadding);
    }
    UNROLL for (int p = 0; p < kDepthwiseStrip; ++p) {
        if (x + p >= a.out_width) continue;
        UNROLL for (int c = 0; c < kChannels; ++c) sums[p][c] =
            a.scale * activated(sums[p][c], a.activation) + a.shift;
        write_channels(a.output + (static_cast<long>(row) * a.out_width + x + p) * a.output_step + channel,
                       sums[p]);
    }
}

template <class Value>
DEVICE void depthwise_of_either(const DepthwiseArgs<Value>& args) {
    if (args.size == 5 && args.stride == 1) depthwise<5, 1>(args);
    if (args.size == 3 && args.stride == 2) depthwise<3, 2>(args);
}

KERNEL(kDepthwiseThreads, 1) depthwise_f32(DepthwiseArgs<float> args) {
    depthwise_of_either(args);
}
KERNEL(kDepthwiseThreads, 1) depthwise_f16(DepthwiseArgs<Half> args) {
    depthwise_of_either(args);
}
