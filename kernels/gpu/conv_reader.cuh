// Finds, word by word of 16 bytes, what a thread copies from a convolution's input and weights into a block's
// tiles.
#pragma once
#include "kernels/gpu/conv_tiles.h"
#include "kernels/gpu/cuda_words.cuh"

// Where word w of row r lies in a tile of 64-byte rows.  The exclusive or spreads the words that are moved at
// once over all 32 banks: eight threads read the same word of eight rows, r .. r + 7 of the inputs and,
// because of the order in which conv_f16.cu gives channels to lanes, 8 q + 2 j + (0, 1) of float16 weights, q
// = 0 .. 3.
DEVICE int input_place(int row, int word) {
    return row * ConvTile::kDepthBytes + (word ^ (row >> 1 & 3)) * ConvTile::kWordBytes;
}
template <class Value>
DEVICE int weight_place(int row, int word) {
    if constexpr (sizeof(Value) == 4)
        return input_place(row, word);
    else
        return row * ConvTile::kDepthBytes + (word ^ (row >> 3 & 3)) * ConvTile::kWordBytes;
}

// Thread t copies word t % 4 of the rows t / 4, t / 4 + kRowStep, ...  The taps of a filter follow each other
// in depth, each `in` channels; since `in` is a multiple of 8, a word never spans two taps.
template <class Value, ConvTile kTile>
struct ConvReader {
    static constexpr int kWordValues = ConvTile::kWordBytes / static_cast<int>(sizeof(Value));
    static constexpr int kDepth = ConvTile::kDepthBytes / static_cast<int>(sizeof(Value));
    static constexpr int kRowStep = kTile.threads() / ConvTile::kWordsDeep;
    static constexpr int kRows = kTile.rows / kRowStep, kColumns = kTile.columns / kRowStep;

    const Value* pixels[kRows];  // channel 0 of tap (0,0), maybe outside of the image
    unsigned inside[kRows];  // bit y: row y of the filter lies inside the image; bit 16 + x: column x does
    const Value* weights;
    long weight_step;  // from a row of the tile to the next that this thread copies
    int columns_left;  // output channels from the thread's first on
    int word, first_row;
    int in, size, width, input_step;  // of the convolution
    int channel, tap_x = 0, tap_y = 0, tap_offset = 0;

    DEVICE ConvReader(const ConvArgs<Value>& a, long first_pixel, int first_channel)
        : word(threadIdx.x % ConvTile::kWordsDeep),
          first_row(threadIdx.x / ConvTile::kWordsDeep),
          in(a.in),
          size(a.size),
          width(a.width),
          input_step(a.input_step),
          channel(word * kWordValues) {
        const long products = static_cast<long>(a.size) * a.size * a.in;
        const long image_pixels = static_cast<long>(a.out_height) * a.out_width,
                   count = a.images * image_pixels;
        const Value* input = a.input + static_cast<long>(blockIdx.z) * a.input_batch;
        UNROLL for (int i = 0; i < kRows; ++i) {
            const long pixel = first_pixel + first_row + i * kRowStep;
            const int image = static_cast<int>(pixel / image_pixels),
                      rest = static_cast<int>(pixel % image_pixels);
            const int y = rest / a.out_width * a.stride - a.padding,
                      x = rest % a.out_width * a.stride - a.padding;
            pixels[i] = input + ((static_cast<long>(image) * a.height + y) * a.width + x) * a.input_step;
            inside[i] = pixel < count ? taps_inside(y, a.height) | taps_inside(x, a.width) << 16 : 0;
        }
        const int column = first_channel + first_row;
        weights = a.weight + static_cast<long>(blockIdx.z) * a.weight_batch + column * products + channel;
        weight_step = kRowStep * products;
        columns_left = a.out - column;
        find_tap();
    }

    // Bit t: 0 <= first + t < extent.  Sizes are at most 15, so bit `size`, the tap after the last, is 0.
    DEVICE unsigned taps_inside(int first, int extent) const {
        const int begin = first < 0 ? -first : 0, end = extent - first < size ? extent - first : size;
        return begin < end ? (1u << end) - (1u << begin) : 0;
    }

    DEVICE void find_tap() {
        while (channel >= in && tap_y < size) {
            channel -= in;
            if (++tap_x == size) tap_x = 0, ++tap_y;
            tap_offset = (tap_y * width + tap_x) * input_step;
        }
    }
    DEVICE void advance() {
        channel += kDepth;
        weights += kDepth;
        find_tap();
    }

    // Words that lie outside of the image or the filter are not valid, and count as zeros.
    DEVICE bool input_valid(int i) const { return (inside[i] >> tap_y & inside[i] >> (16 + tap_x) & 1) != 0; }
    DEVICE const Value* input_word(int i) const { return pixels[i] + (tap_offset + channel); }
    DEVICE bool weight_valid(int i) const { return tap_y < size && i * kRowStep < columns_left; }
    DEVICE const Value* weight_word(int i) const { return weights + i * weight_step; }

    DEVICE char* input_target(char* stage, int i) const {
        return stage + input_place(first_row + i * kRowStep, word);
    }
    DEVICE char* weight_target(char* stage, int i) const {
        return stage + kTile.rows * ConvTile::kDepthBytes +
               weight_place<Value>(first_row + i * kRowStep, word);
    }
};
