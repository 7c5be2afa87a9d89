// The mean over an image's pixels: a thread sums 8 channels of an image in float32.
#include "kernels/gpu/channels.cuh"

template <class Value>
DEVICE void mean(const MeanArgs<Value>& a) {
    const int chunks = a.channels / kChannels;
    const long index = static_cast<long>(blockIdx.x) * kMeanThreads + threadIdx.x;
    const long image = index / chunks;
    if (image >= a.images) return;
    const int channel = static_cast<int>(index % chunks) * kChannels;
    const Value* pixel = a.input + image * a.pixels * a.input_step + channel;

    float sums[kChannels] = {};
    for (int i = 0; i < a.pixels; ++i, pixel += a.input_step) {
        float values[kChannels];
        read_channels(values, pixel);
        UNROLL for (int c = 0; c < kChannels; ++c) sums[c] += values[c];
    }
    UNROLL for (int c = 0; c < kChannels; ++c) sums[c] /= static_cast<float>(a.pixels);
    write_channels(a.output + image * a.channels + channel, sums);
}

KERNEL(kMeanThreads, 1) mean_f32(MeanArgs<float> args) {
    mean(args);
}
KERNEL(kMeanThreads, 1) mean_f16(MeanArgs<Half> args) {
    mean(args);
}
