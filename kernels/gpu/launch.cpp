#include "kernels/gpu/launch.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <stdexcept>

#include "kernels/gpu/block_sizes.h"

namespace lumbar::gpu {
namespace {

constexpr std::int64_t kMostBlocksAlong = 0x7fffffff, kMostBlocksDeep = 65535;

void demand(bool holds, const std::string& what) {
    if (!holds) throw std::invalid_argument("a GPU kernel cannot compute that: " + what);
}
void demand_eights(std::initializer_list<int> extents) {
    for (const int extent : extents)
        demand(extent % kChannels == 0, std::to_string(extent) + " is no multiple of 8");
}

std::int64_t divide_up(std::int64_t value, std::int64_t by) {
    return (value + by - 1) / by;
}
unsigned blocks_along(std::int64_t blocks) {
    demand(blocks >= 1 && blocks <= kMostBlocksAlong, std::to_string(blocks) + " blocks");
    return static_cast<unsigned>(blocks);
}

template <class Value>
std::string typed(const std::string& name) {
    return name + (sizeof(Value) == sizeof(float) ? "_f32" : "_f16");
}
// A thread for each of `count` pieces of work.
Launch launch_threads(const std::string& name, std::int64_t count, int threads) {
    return {name, {blocks_along(divide_up(count, threads))}, {static_cast<unsigned>(threads)}};
}

template <class Value>
std::span<const ConvTile> conv_tiles() {
    if constexpr (sizeof(Value) == sizeof(float))
        return kConvF32Tiles;
    else
        return kConvF16Tiles;
}

template <class Value>
std::int64_t conv_rows(const ConvArgs<Value>& a) {
    return std::int64_t{a.images} * a.out_height * a.out_width;
}
template <class Value>
std::int64_t conv_blocks(const ConvTile& tile, const ConvArgs<Value>& a) {
    return divide_up(conv_rows(a), tile.rows) * divide_up(a.out, tile.columns);
}

// An estimate, in products of a multiprocessor at its best: the busiest multiprocessor computes its blocks,
// tails included, at the tile's speed; with less than eight warps it waits for memory, and is slower by as
// much.
double estimated_time(const ConvTile& tile, std::int64_t blocks, const GpuKind& gpu) {
    constexpr double kWarpsWanted = 8;
    const auto deepest = static_cast<double>(divide_up(blocks, gpu.multiprocessors));
    const double warps = std::min(kWarpsWanted, deepest * tile.threads() / kLanes);
    return deepest * tile.rows * tile.columns / (tile.speed_percent * warps / kWarpsWanted);
}

}  // namespace

template <class Value>
const ConvTile& choose_conv_tile(const ConvArgs<Value>& a, int batches, const GpuKind& gpu) {
    const std::span<const ConvTile> tiles = conv_tiles<Value>();
    // So few rows are bound by reading the weights: the smallest tile lets most multiprocessors take part.
    if (conv_rows(a) <= tiles.back().rows) return tiles.back();
    const auto time = [&](const ConvTile& tile) {
        return estimated_time(tile, conv_blocks(tile, a) * batches, gpu);
    };
    return *std::min_element(tiles.begin(), tiles.end(), [&](const ConvTile& one, const ConvTile& other) {
        return time(one) < time(other);
    });
}

template <class Value>
Launch conv_launch_with(const ConvTile& tile, const ConvArgs<Value>& a, int batches) {
    demand_eights({a.in, a.out, a.input_step, a.output_step, a.residual ? a.residual_step : 0});
    demand_eights({a.input_batch, a.weight_batch, a.bias_batch, a.output_batch});
    demand(a.size >= 1 && a.size <= kMostFilter, "a filter of " + std::to_string(a.size));
    demand(batches >= 1 && batches <= kMostBlocksDeep, std::to_string(batches) + " batches");
    const std::string size = std::to_string(tile.rows) + "x" + std::to_string(tile.columns);
    return {typed<Value>("conv") + "_" + size,
            {blocks_along(conv_blocks(tile, a)), 1, static_cast<unsigned>(batches)},
            {static_cast<unsigned>(tile.threads())}};
}

template <class Value>
Launch conv_launch(const ConvArgs<Value>& a, int batches, const GpuKind& gpu) {
    demand(sizeof(Value) == sizeof(float) || gpu.compute >= 75, "halves without tensor cores");
    return conv_launch_with(choose_conv_tile(a, batches, gpu), a, batches);
}

template <class Value>
Launch stem_launch(const StemArgs<Value>& a) {
    demand_eights({a.out, a.output_step});
    const std::int64_t strips = divide_up(a.out_width, kStemStrip);
    return launch_threads(typed<Value>("stem"), strips * a.images * a.out_height * (a.out / kChannels),
                          kStemThreads);
}

template <class Value>
Launch depthwise_launch(const DepthwiseArgs<Value>& a) {
    demand_eights({a.channels, a.input_step, a.output_step});
    demand((a.size == 5 && a.stride == 1) || (a.size == 3 && a.stride == 2),
           "a depthwise filter of " + std::to_string(a.size) + ", stride " + std::to_string(a.stride));
    const std::int64_t strips = divide_up(a.out_width, kDepthwiseStrip);
    return launch_threads(typed<Value>("depthwise"),
                          strips * a.images * a.out_height * (a.channels / kChannels), kDepthwiseThreads);
}

template <class Value>
Launch max_pool_launch(const MaxPoolArgs<Value>& a) {
    demand_eights({a.channels, a.input_step, a.output_step});
    return launch_threads(typed<Value>("max_pool"),
                          std::int64_t{a.images} * a.height * a.width * (a.channels / kChannels),
                          kMaxPoolThreads);
}

template <class Value>
Launch mean_launch(const MeanArgs<Value>& a) {
    demand_eights({a.channels, a.input_step});
    return launch_threads(typed<Value>("mean"), std::int64_t{a.images} * (a.channels / kChannels),
                          kMeanThreads);
}

template <class Value>
Launch lstm_cell_launch(const LstmCellArgs<Value>& a) {
    return launch_threads(typed<Value>("lstm_cell"), std::int64_t{2} * a.rows.discs * a.hidden_size,
                          kLstmCellThreads);
}

template <class Value>
Launch lstm_norm_launch(const LstmNormArgs<Value>& a) {
    demand_eights({a.channels});
    return {typed<Value>("lstm_norm"), {blocks_along(a.rows)}, {kLstmNormThreads}};
}

template <class Value>
Launch attention_launch(const AttentionArgs<Value>& a) {
    demand_eights({a.channels});
    demand(a.rows.real >= 1 && a.rows.real <= kMostFrames, std::to_string(a.rows.real) + " frames a disc");
    return {typed<Value>("attention"), {blocks_along(a.rows.discs)}, {kAttentionThreads}};
}

Launch linear_launch(const LinearArgs& a) {
    return launch_threads("linear_f32", std::int64_t{a.rows} * a.out * kLanes, kLinearThreads);
}

template <class Value>
Launch views_launch(const ViewArgs<Value>& a) {
    const std::int64_t deep = std::min(std::int64_t{a.count} * a.views, kMostBlocksDeep);
    return {typed<Value>("views"),
            {blocks_along(divide_up(a.out_width, kViewColumns)),
             blocks_along(divide_up(a.out_height, kViewRows)), blocks_along(deep)},
            {kViewColumns, kViewRows}};
}

template <class Value>
Launch scale_bytes_launch(const ScaleBytesArgs<Value>& a) {
    return launch_threads(typed<Value>("scale_bytes"), a.count, kScaleBytesThreads);
}

#define LUMBAR_FOR_VALUE(Value)                                                             \
    template const ConvTile& choose_conv_tile(const ConvArgs<Value>&, int, const GpuKind&); \
    template Launch conv_launch(const ConvArgs<Value>&, int, const GpuKind&);               \
    template Launch conv_launch_with(const ConvTile&, const ConvArgs<Value>&, int);         \
    template Launch stem_launch(const StemArgs<Value>&);                                    \
    template Launch depthwise_launch(const DepthwiseArgs<Value>&);                          \
    template Launch max_pool_launch(const MaxPoolArgs<Value>&);                             \
    template Launch mean_launch(const MeanArgs<Value>&);                                    \
    template Launch lstm_cell_launch(const LstmCellArgs<Value>&);                           \
    template Launch lstm_norm_launch(const LstmNormArgs<Value>&);                           \
    template Launch attention_launch(const AttentionArgs<Value>&);                          \
    template Launch views_launch(const ViewArgs<Value>&);                                   \
    template Launch scale_bytes_launch(const ScaleBytesArgs<Value>&);
LUMBAR_FOR_VALUE(float)
LUMBAR_FOR_VALUE(Half)

}  // namespace lumbar::gpu
