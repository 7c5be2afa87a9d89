// The end of a convolution: y = scale * activation(sum + bias) + shift + residual, for some channels of a
// pixel.
#pragma once
#include "kernels/gpu/channels.cuh"

// Which tile of the product a block computes.  Blocks that follow each other share their pixels, so that
// these come out of the L2 cache.
struct ConvPlace {
    long first_pixel;
    int first_channel;
};
template <class Value>
DEVICE ConvPlace place_of_block(const ConvArgs<Value>& a, int rows, int columns) {
    const int across = (a.out + columns - 1) / columns;
    return {static_cast<long>(blockIdx.x / across) * rows, blockIdx.x % across * columns};
}

template <class Value>
DEVICE long count_pixels(const ConvArgs<Value>& a) {
    return static_cast<long>(a.images) * a.out_height * a.out_width;
}

template <class Value>
DEVICE float finished(const ConvArgs<Value>& a, float sum) {
    return fused_multiply_add(a.scale, activated(sum, a.activation), a.shift);
}

// Eight channels; `sums` includes the bias.
template <class Value>
DEVICE void write_outputs(const ConvArgs<Value>& a, long pixel, int channel, float (&values)[kChannels]) {
    UNROLL for (int c = 0; c < kChannels; ++c) values[c] = finished(a, values[c]);
    if (a.residual) {
        float residual[kChannels];
        read_channels(residual, a.residual + pixel * a.residual_step + channel);
        UNROLL for (int c = 0; c < kChannels; ++c) values[c] += residual[c];
    }
    const long place = static_cast<long>(blockIdx.z) * a.output_batch + pixel * a.output_step + channel;
    if (a.output_float)
        write_channels(a.output_float + place, values);
    else
        write_channels(a.output + place, values);
}
