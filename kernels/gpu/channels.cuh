// Eight channels of a pixel at once: 16 bytes of halves, or twice 16 bytes of floats, as floats in registers.
#pragma once
#include "kernels/gpu/cuda_words.cuh"

#include "kernels/gpu/math.h"

// By a pointer, of which clang believes its type: of an array's element it knows that it may lie at any 2
// bytes.
DEVICE Words4 read_words(const void* place) {
    return *static_cast<const Words4*>(place);
}
DEVICE void write_words(void* place, Words4 words) {
    *static_cast<Words4*>(place) = words;
}

DEVICE void read_channels(float (&values)[kChannels], const Half* place) {
    const Words4 words = read_words(place);
    UNROLL for (int i = 0; i < kChannels / 2; ++i) {
        const unsigned word = words[i];
        values[2 * i] = half_value(static_cast<Half>(word & 0xffffu));
        values[2 * i + 1] = half_value(static_cast<Half>(word >> 16));
    }
}
DEVICE void read_channels(float (&values)[kChannels], const float* place) {
    UNROLL for (int half = 0; half < 2; ++half) {
        const Floats4 four = *reinterpret_cast<const Floats4*>(place + 4 * half);
        UNROLL for (int i = 0; i < 4; ++i) values[4 * half + i] = four[i];
    }
}
DEVICE void write_channels(Half* place, const float (&values)[kChannels]) {
    Words4 words = {};
    UNROLL for (int i = 0; i < kChannels / 2; ++i) words[i] =
        half_bits(values[2 * i]) | static_cast<unsigned>(half_bits(values[2 * i + 1])) << 16;
    write_words(place, words);
}
DEVICE void write_channels(float* place, const float (&values)[kChannels]) {
    UNROLL for (int half = 0; half < 2; ++half) {
        Floats4 four = {};
        UNROLL for (int i = 0; i < 4; ++i) four[i] = values[4 * half + i];
        *reinterpret_cast<Floats4*>(place + 4 * half) = four;
    }
}

DEVICE float read_value(const float* place) {
    return *place;
}
DEVICE float read_value(const Half* place) {
    return half_value(*place);
}
DEVICE void write_value(float* place, float value) {
    *place = value;
}
DEVICE void write_value(Half* place, float value) {
    *place = half_bits(value);
}

DEVICE float activated(float value, int activation) {
    if (activation == kRelu) return value < 0 ? 0 : value;  // NaN stays
    if (activation == kTanh) return tanh_of(value);
    if (activation == kSigmoid) return sigmoid_of(value);
    return value;
}
