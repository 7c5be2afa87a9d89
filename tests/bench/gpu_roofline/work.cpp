#include "gpu_roofline/work.h"

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>

#include "kernels/gpu/block_sizes.h"

namespace lumbar::roofline {
namespace {

using gpu::Half;

template <class Args>
Args read_args(std::span<const std::byte> bytes) {
    Args args;
    if (bytes.size() != sizeof args) throw std::invalid_argument("arguments of another kernel");
    std::memcpy(&args, bytes.data(), sizeof args);
    return args;
}

template <class... Values>
std::string text(const char* format, Values... values) {
    char line[128];
    std::snprintf(line, sizeof line, format, values...);
    return line;
}

// Instructions of a warp, counted in the PTX of clang-14: the loop over depth, all of it; before the loop;
// and an estimate of 6 for each of a thread's outputs after it (bias, activation, scale and shift,
// conversion, address, store), whose code for other activations is jumped over.  SASS has fewer of them:
// moves vanish, addresses are folded.
struct ConvInstructions {
    double step_75, step_80, before;
};
ConvInstructions instructions_of(const gpu::ConvTile& tile) {
    constexpr ConvInstructions kCounted[] = {
        {320, 215, 1070}, {226, 163, 880}, {248, 175, 940}, {190, 143, 1150}};
    return kCounted[&tile - gpu::kConvF16Tiles];
}
constexpr double kInstructionsAnOutput = 6;

const gpu::ConvTile& tile_of(const std::string& kernel) {
    for (const gpu::ConvTile& tile : gpu::kConvF16Tiles) {
        if (kernel == "conv_f16_" + std::to_string(tile.rows) + "x" + std::to_string(tile.columns))
            return tile;
    }
    throw std::invalid_argument("no tile of " + kernel);
}

void count_conv(Work& work, const gpu::ConvArgs<Half>& a, int compute, unsigned batches) {
    const gpu::ConvTile& tile = tile_of(work.kernel);
    const double pixels = 1.0 * a.images * a.out_height * a.out_width, depth = 1.0 * a.size * a.size * a.in;
    const int warps = tile.threads() / gpu::kLanes;
    constexpr int kDepth = gpu::ConvTile::kDepthBytes / 2, kSubsteps = 2, kMatrixBytes = 512;
    const bool is_backbone = a.height * a.width > 1;
    work.group = is_backbone ? Group::convolution : Group::head_product;
    work.layer = is_backbone ? text("conv %dx%d%s %d -> %d, %dx%d", a.size, a.size, a.stride == 2 ? "/2" : "",
                                    a.in, a.out, a.out_height, a.out_width)
                             : text("product %d rows, %d -> %d%s", a.images, a.in, a.out,
                                    batches == 2 ? ", twice" : "");
    work.macs = pixels * depth * a.out * batches;
    const double output_bytes = a.output_float ? 4 : 2;
    work.memory_bytes = batches * (1.0 * a.images * a.height * a.width * a.in * 2 + depth * a.out * 2 +
                                   pixels * a.out * (output_bytes + (a.residual ? 2 : 0)));
    work.tile = &tile;
    const int steps = (a.size * a.size * a.in + kDepth - 1) / kDepth;
    work.steps = steps;
    work.mma_macs = work.steps * tile.rows * tile.columns * kDepth;
    const int matrices =
        kSubsteps * (tile.warp_rows / 16 + tile.warp_columns / 16);  // ldmatrix.x4 of a warp, a step
    work.shared_bytes = work.steps * (warps * matrices * kMatrixBytes + tile.stage_bytes());
    work.l2_bytes = work.steps * tile.stage_bytes();
    const ConvInstructions counted = instructions_of(tile);
    work.instructions = counted.before + work.steps * (compute >= 80 ? counted.step_80 : counted.step_75) +
                        kInstructionsAnOutput * tile.warp_rows * tile.warp_columns / gpu::kLanes;
}

// Estimates of a warp's instructions from the sources: a read of 8 channels is 1 and 8 conversions, each
// neighbour 6 more for its bounds and address; of 160 or 96 multiply-adds a row of depthwise filter, 32 a tap
// of the stem's.
void count_depthwise(Work& work, const gpu::DepthwiseArgs<Half>& a) {
    const double pixels = 1.0 * a.images * a.out_height * a.out_width;
    work.group = Group::depthwise;
    work.layer = text("depthwise %dx%d%s %d, %dx%d", a.size, a.size, a.stride == 2 ? "/2" : "", a.channels,
                      a.out_height, a.out_width);
    work.macs = pixels * a.size * a.size * a.channels;
    work.memory_bytes =
        (1.0 * a.images * a.height * a.width + pixels) * a.channels * 2 + 4.0 * a.size * a.size * a.channels;
    work.instructions = a.size == 5 ? 5 * (10 + 8 * 15 + 160) + 200 : 3 * (6 + 9 * 15 + 96) + 200;
}

void count_stem(Work& work, const gpu::StemArgs<Half>& a) {
    const double pixels = 1.0 * a.images * a.out_height * a.out_width;
    work.group = Group::other;
    work.layer = text("stem 3x3/2 1 -> %d, %dx%d", a.out, a.out_height, a.out_width);
    work.macs = pixels * 9 * a.out;
    work.memory_bytes = 2.0 * a.images * a.height * a.width + 2 * pixels * a.out;
    work.instructions = 9 * (2 + 4 * 6 + 32) + 200;
}

void count_max_pool(Work& work, const gpu::MaxPoolArgs<Half>& a) {
    work.layer = text("max pool %d, %dx%d", a.channels, a.height, a.width);
    work.memory_bytes = 4.0 * a.images * a.height * a.width * a.channels;
    work.instructions = 4 * (1 + 8 + 8 + 6) + 60;
}

void count_mean(Work& work, const gpu::MeanArgs<Half>& a) {
    work.layer = text("mean %d, %d pixels", a.channels, a.pixels);
    work.memory_bytes = 2.0 * a.images * a.pixels * a.channels;
    work.instructions = 20.0 * a.pixels + 100;
}

void count_lstm_cell(Work& work, const gpu::LstmCellArgs<Half>& a) {
    work.layer = text("lstm cell %d x %d", a.rows.discs, a.hidden_size);
    work.memory_bytes = 2.0 * a.rows.discs * a.hidden_size * (8 * 4 + 2 * 4 + 2 * 2);
    work.instructions = 150;
}

void count_lstm_norm(Work& work, const gpu::LstmNormArgs<Half>& a) {
    work.layer = text("lstm norm %d x %d", a.rows, a.channels);
    work.memory_bytes = 4.0 * a.rows * a.channels;
    work.instructions = 3 * 8 * 40 + 200;  // three passes of 8 values
}

void count_attention(Work& work, const gpu::AttentionArgs<Half>& a) {
    const double values = 1.0 * a.rows.discs * a.rows.real * a.channels;
    work.layer = text("attention %d x %d x %d", a.rows.discs, a.rows.real, a.channels);
    work.macs = 2 * values;
    work.memory_bytes = 4 * values;
    // A warp scores an eighth of the frames, 64 chunks of 8 channels each 3 reads; then weighs its 8 channels
    // of all.
    work.instructions = a.rows.real / 8.0 * (a.channels / 256.0) * 30 + a.rows.real * 60.0 + 300;
}

void count_linear(Work& work, const gpu::LinearArgs& a) {
    work.layer = text("linear %d rows, %d -> %d", a.rows, a.in, a.out);
    work.macs = 1.0 * a.rows * a.in * a.out;
    work.memory_bytes = 4.0 * (1.0 * a.rows * a.in + 1.0 * a.in * a.out);
    work.instructions = a.in / 32.0 * 8 + 60;
}

void count_views(Work& work, const gpu::ViewArgs<Half>& a) {
    const double pixels = 1.0 * a.count * a.views * a.out_height * a.out_width;
    work.layer = text("views %d x %d, %dx%d", a.views, a.count, a.out_height, a.out_width);
    work.memory_bytes = 1.0 * a.count * a.height * a.width + 2 * pixels;
    work.instructions = 400;  // four turned pixels of four bytes each, in fixed point
}

void count_scale_bytes(Work& work, const gpu::ScaleBytesArgs<Half>& a) {
    work.layer = text("scale %d bytes", a.count);
    work.memory_bytes = 3.0 * a.count;
    work.instructions = 30;
}

}  // namespace

Work count_work(const std::string& kernel, gpu::Grid grid, gpu::Grid block, std::span<const std::byte> args,
                int compute) {
    Work work;
    work.kernel = kernel;
    work.blocks = std::int64_t{grid.x} * grid.y * grid.z;
    work.threads = static_cast<int>(block.x * block.y * block.z);
    if (kernel.starts_with("conv_f16"))
        count_conv(work, read_args<gpu::ConvArgs<Half>>(args), compute, grid.z);
    else if (kernel == "depthwise_f16")
        count_depthwise(work, read_args<gpu::DepthwiseArgs<Half>>(args));
    else if (kernel == "stem_f16")
        count_stem(work, read_args<gpu::StemArgs<Half>>(args));
    else if (kernel == "max_pool_f16")
        count_max_pool(work, read_args<gpu::MaxPoolArgs<Half>>(args));
    else if (kernel == "mean_f16")
        count_mean(work, read_args<gpu::MeanArgs<Half>>(args));
    else if (kernel == "lstm_cell_f16")
        count_lstm_cell(work, read_args<gpu::LstmCellArgs<Half>>(args));
    else if (kernel == "lstm_norm_f16")
        count_lstm_norm(work, read_args<gpu::LstmNormArgs<Half>>(args));
    else if (kernel == "attention_f16")
        count_attention(work, read_args<gpu::AttentionArgs<Half>>(args));
    else if (kernel == "linear_f32")
        count_linear(work, read_args<gpu::LinearArgs>(args));
    else if (kernel == "views_f16")
        count_views(work, read_args<gpu::ViewArgs<Half>>(args));
    else if (kernel == "scale_bytes_f16")
        count_scale_bytes(work, read_args<gpu::ScaleBytesArgs<Half>>(args));
    else
        throw std::invalid_argument("no count for kernel " + kernel);
    return work;
}

}  // namespace lumbar::roofline
