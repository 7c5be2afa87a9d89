// A convolution of floats for every GPU, as a product of matrices that is never laid out: a thread computes
// the rows y + 8 i and the columns x + 8 j of the block's tile.
#include "kernels/gpu/conv_output.cuh"
#include "kernels/gpu/conv_pipeline.cuh"

constexpr int kThreadsAcross = 8, kThreadsDown = 8;

template <ConvTile kTile>
struct ThreadProduct {
    static constexpr int kDown = kTile.rows / kThreadsDown, kAcross = kTile.columns / kThreadsAcross;
    static_assert(kTile.threads() == kThreadsAcross * kThreadsDown);

    float sums[kDown][kAcross];
    int x, y;

    DEVICE ThreadProduct() : sums{}, x(threadIdx.x % kThreadsAcross), y(threadIdx.x / kThreadsAcross) {}

    DEVICE void multiply(const char* stage) {
        const char* const weights = stage + kTile.rows * ConvTile::kDepthBytes;
        ROLLED for (int word = 0; word < ConvTile::kWordsDeep; ++word) {
            Floats4 rows[kDown];
            UNROLL for (int i = 0; i < kDown; ++i) rows[i] =
                read_shared_floats(stage + input_place(y + kThreadsDown * i, word));
            UNROLL for (int j = 0; j < kAcross; ++j) {
                const auto column =
                    read_shared_floats(weights + weight_place<float>(x + kThreadsAcross * j, word));
                UNROLL for (int i = 0; i < kDown; ++i) UNROLL for (int k = 0; k < 4; ++k) sums[i][j] =
                    fused_multiply_add(rows[i][k], column[k], sums[i][j]);
            }
        }
    }

    DEVICE void write(const ConvArgs<float>& a, const ConvPlace& place) const {
        const long pixels = count_pixels(a), batch = blockIdx.z;
        float* const output = a.output_float ? a.output_float : a.output;
        UNROLL for (int j = 0; j < kAcross; ++j) {
            const int channel = place.first_channel + x + kThreadsAcross * j;
            if (channel >= a.out) continue;
            const float bias = a.bias[batch * a.bias_batch + channel];
            UNROLL for (int i = 0; i < kDown; ++i) {
                const long pixel = place.first_pixel + y + kThreadsDown * i;
                if (pixel >= pixels) continue;
                float value = finished(a, sums[i][j] + bias);
                if (a.residual) value += a.residual[pixel * a.residual_step + channel];
                output[batch * a.output_batch + pixel * a.output_step + channel] = value;
            }
        }
    }
};

template <ConvTile kTile>
DEVICE void conv_f32(const ConvArgs<float>& a) {
    SHARED char stages[kTile.shared_bytes(60)];
    const ConvPlace place = place_of_block(a, kTile.rows, kTile.columns);
    ConvReader<float, kTile> reader(a, place.first_pixel, place.first_channel);
    ThreadProduct<kTile> product;
    pipe_through_registers(reader, count_steps<float, kTile>(a), stages, product);
    product.write(a, place);
}

KERNEL(kConvF32Tiles[0].threads(), 4) conv_f32_64x64(ConvArgs<float> args) {
    conv_f32<kConvF32Tiles[0]>(args);
}
KERNEL(kConvF32Tiles[1].threads(), 8) conv_f32_32x32(ConvArgs<float> args) {
    conv_f32<kConvF32Tiles[1]>(args);
}
