// The stem's first convolution: a thread computes 8 channels of 4 neighbours in a row, so that weights are
// read once for four.
#include "kernels/gpu/channels.cuh"

constexpr int kStemSize = 3;

template <class Value>
DEVICE void stem(const StemArgs<Value>& a) {
    const int chunks = a.out / kChannels, strips = (a.out_width + kStemStrip - 1) / kStemStrip;
    const long index = static_cast<long>(blockIdx.x) * kStemThreads + threadIdx.x;
    if (index >= static_cast<long>(a.images) * a.out_height * strips * chunks) return;
    const int channel = static_cast<int>(index % chunks) * kChannels;
    const int strip = static_cast<int>(index / chunks), x = strip % strips * kStemStrip;
    const int row = strip / strips, y = row % a.out_height, image = row / a.out_height;

    float sums[kStemStrip][kChannels];
    UNROLL for (int p = 0; p < kStemStrip; ++p) read_channels(sums[p], a.bias + channel);
    for (int tap_y = 0; tap_y < kStemSize; ++tap_y) {
        const int from_y = 2 * y + tap_y - 1;
        if (from_y < 0 || from_y >= a.height) continue;
        const Value* line = a.input + (static_cast<long>(image) * a.height + from_y) * a.width;
        UNROLL for (int tap_x = 0; tap_x < kStemSize; ++tap_x) {
            float weights[kChannels];
            read_channels(weights, a.weight + (tap_y * kStemSize + tap_x) * a.out + channel);
            UNROLL for (int p = 0; p < kStemStrip; ++p) {
                const int from_x = 2 * (x + p) + tap_x - 1;
                const float value = from_x < 0 || from_x >= a.width ? 0 : read_value(line + from_x);
                UNROLL for (int c = 0; c < kChannels; ++c) sums[p][c] =
                    fused_multiply_add(value, weights[c], sums[p][c]);
            }
        }
    }
    UNROLL for (int p = 0; p < kStemStrip; ++p) {
        if (x + p >= a.out_width) continue;
        UNROLL for (int c = 0; c < kChannels; ++c) sums[p][c] =
            a.scale * activated(sums[p][c], a.activation) + a.shift;
        write_channels(a.output + (static_cast<long>(row) * a.out_width + x + p) * a.output_step + channel,
                       sums[p]);
    }
}

KERNEL(kStemThreads, 1) stem_f32(StemArgs<float> args) {
    stem(args);
}
KERNEL(kStemThreads, 1) stem_f16(StemArgs<Half> args) {
    stem(args);
}
