// The largest of 2x2 pixels, stride 1: a thread computes 8 channels of a pixel.
#include "kernels/gpu/channels.cuh"

template <class Value>
DEVICE void max_pool(const MaxPoolArgs<Value>& a) {
    const int chunks = a.channels / kChannels;
    const long index = static_cast<long>(blockIdx.x) * kMaxPoolThreads + threadIdx.x;
    const long pixel = index / chunks;
    if (pixel >= static_cast<long>(a.images) * a.height * a.width) return;
    const int channel = static_cast<int>(index % chunks) * kChannels;
    const int x = static_cast<int>(pixel % a.width), y = static_cast<int>(pixel / a.width % a.height);
    const Value* first = a.input + pixel * a.input_step + channel;

    float largest[kChannels];
    read_channels(largest, first);
    UNROLL for (int i = 1; i < 4; ++i) {
        const int right = i % 2, down = i / 2;
        float values[kChannels] = {};
        if (x + right < a.width && y + down < a.height)
            read_channels(values, first + (static_cast<long>(down) * a.width + right) * a.input_step);
        UNROLL for (int c = 0; c < kChannels; ++c) largest[c] =
            values[c] > largest[c] ? values[c] : largest[c];
    }
    write_channels(a.output + pixel * a.output_step + channel, largest);
}

KERNEL(kMaxPoolThreads, 1) max_pool_f32(MaxPoolArgs<float> args) {
    max_pool(args);
}
KERNEL(kMaxPoolThreads, 1) max_pool_f16(MaxPoolArgs<Half> args) {
    max_pool(args);
}
