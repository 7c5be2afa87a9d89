// A convolution of halves on tensor cores, as a product of matrices that is never laid out; sums in float32.
//
// A warp holds its part of the product in fragments of 16 pixels x 8 channels (PTX ISA, "mma.m16n8k16": lane
// l has rows l / 4 and l / 4 + 8, columns 2 (l % 4) and the next).  Columns are given to channels so that
// four fragments side by side leave each lane eight channels in a row: column 2 p + e of fragment j is
// channel 8 p + 2 j + e of 32.
#include "kernels/gpu/conv_output.cuh"
#include "kernels/gpu/conv_pipeline.cuh"

template <ConvTile kTile, int kComputeOfMma>
struct WarpProduct {
    static constexpr int kDown = kTile.warp_rows / 16, kAcross = kTile.warp_columns / 8;
    static constexpr int kSubsteps = 2;  // an mma is 16 halves deep, a stage 32
    static constexpr int kWeights = kTile.rows * ConvTile::kDepthBytes;  // where they begin in a stage

    float sums[kDown][kAcross][4];
    int first_row, first_column;      // of the warp in the block's tile
    int input_offset, weight_offset;  // of the row that the lane reads for load_matrices, in a stage

    DEVICE WarpProduct() : sums{} {
        const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
        first_row = warp / kTile.warps_across() * kTile.warp_rows;
        first_column = warp % kTile.warps_across() * kTile.warp_columns;
        // Four matrices of a 16 x 16 piece of the inputs: rows 0..7, 8..15, and the same 8 halves deeper.
        input_offset = input_place(first_row + lane % 16, lane / 16);
        // And of two fragments' weights: fragment j at depth 0 and 8, then fragment j + 1.
        const int column = lane % 8, fragment = lane / 16;
        weight_offset =
            kWeights +
            weight_place<Half>(first_column + 8 * (column / 2) + 2 * fragment + column % 2, lane / 8 % 2);
    }

    DEVICE void multiply(const char* stage) {
        UNROLL for (int step = 0; step < kSubsteps; ++step) {
            // Two words deeper: the exclusive or of input_place and weight_place leaves bit 1 of the word its
            // own.
            const char* const inputs = stage + (input_offset ^ step * 2 * ConvTile::kWordBytes);
            const char* const weights = stage + (weight_offset ^ step * 2 * ConvTile::kWordBytes);
            unsigned rows[kDown][4], columns[kAcross / 2][2][2];
            UNROLL for (int j = 0; j < kAcross / 2; ++j) {
                // Two fragments on are 4 channels on; four fragments on, 32.
                unsigned words[4];
                load_matrices(words, weights + (j / 2 * 32 + j % 2 * 4) * ConvTile::kDepthBytes);
                UNROLL for (int w = 0; w < 4; ++w) columns[j][w / 2][w % 2] = words[w];
            }
            UNROLL for (int i = 0; i < kDown; ++i)
                load_matrices(rows[i], inputs + i * 16 * ConvTile::kDepthBytes);
            UNROLL for (int i = 0; i < kDown; ++i) UNROLL for (int j = 0; j < kAcross; ++j)
                multiply_add<kComputeOfMma>(sums[i][j], rows[i], columns[j / 2][j % 2]);
        }
    }

    DEVICE void write(const ConvArgs<Half>& a, const ConvPlace& place) const {
        const int lane = threadIdx.x % 32;
        const long pixels = count_pixels(a), first_pixel = place.first_pixel + first_row + lane / 4;
        UNROLL for (int quad = 0; quad < kAcross / 4; ++quad) {
            const int channel = place.first_channel + first_column + quad * 32 + lane % 4 * kChannels;
            if (channel >= a.out) continue;
            float bias[kChannels];
            read_channels(bias, a.bias + static_cast<long>(blockIdx.z) * a.bias_batch + channel);
            UNROLL for (int i = 0; i < kDown; ++i) UNROLL for (int half = 0; half < 2; ++half) {
                const long pixel = first_pixel + i * 16 + half * 8;
                if (pixel >= pixels) continue;
                float values[kChannels];
                UNROLL for (int c = 0; c < kChannels; ++c) values[c] =
                    sums[i][quad * 4 + c / 2][half * 2 + c % 2] + bias[c];
                write_outputs(a, pixel, channel, values);
            }
        }
    }
};

template <ConvTile kTile, int kComputeOfMma>
DEVICE void conv_f16(const ConvArgs<Half>& a) {
    SHARED char stages[kTile.shared_bytes(kComputeOfMma)];
    const ConvPlace place = place_of_block(a, kTile.rows, kTile.columns);
    ConvReader<Half, kTile> reader(a, place.first_pixel, place.first_channel);
    WarpProduct<kTile, kComputeOfMma> product;
    const int steps = count_steps<Half, kTile>(a);
    if constexpr (kComputeOfMma >= 80)
        pipe_asynchronously(reader, steps, stages, product);
    else
        pipe_through_registers(reader, steps, stages, product);
    product.write(a, place);
}

#define CONV_F16(NAME, INDEX, BLOCKS)                                          \
    KERNEL(kConvF16Tiles[INDEX].threads(), BLOCKS) NAME(ConvArgs<Half> args) { \
        conv_f16<kConvF16Tiles[INDEX], kCompute>(args);                        \
    }
#if !defined(__CUDA__) || defined(__CUDA_ARCH__)
CONV_F16(conv_f16_128x128, 0, 2)
CONV_F16(conv_f16_128x64, 1, 3)
CONV_F16(conv_f16_64x64, 2, 6)
CONV_F16(conv_f16_64x32, 3, 6)
#endif
