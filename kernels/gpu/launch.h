// Which kernel of kernels/gpu computes something, on a grid of which size: the one place that decides.
#pragma once

#include <string>

#include "kernels/gpu/arguments.h"
#include "kernels/gpu/conv_tiles.h"

namespace lumbar::gpu {

struct Extent {
    unsigned x = 1, y = 1, z = 1;
};
struct Launch {
    std::string name;  // of the kernel
    Extent grid, block;
};

// What the choice of a tile depends on.
struct GpuKind {
    int compute = 60;  // compute capability: 75 on a T4
    int multiprocessors = 1;
};

// The tile that a convolution of these sizes uses: the one with the least time by an estimate (launch.cpp).
// All functions throw std::invalid_argument for what the kernel cannot compute.
template <class Value>
const ConvTile& choose_conv_tile(const ConvArgs<Value>& args, int batches, const GpuKind& gpu);

template <class Value>
Launch conv_launch(const ConvArgs<Value>& args, int batches, const GpuKind& gpu);
// With a tile of one's own choice, for tests and benchmarks.
template <class Value>
Launch conv_launch_with(const ConvTile& tile, const ConvArgs<Value>& args, int batches);

template <class Value>
Launch stem_launch(const StemArgs<Value>& args);
template <class Value>
Launch depthwise_launch(const DepthwiseArgs<Value>& args);
template <class Value>
Launch max_pool_launch(const MaxPoolArgs<Value>& args);
template <class Value>
Launch mean_launch(const MeanArgs<Value>& args);
template <class Value>
Launch lstm_cell_launch(const LstmCellArgs<Value>& args);
template <class Value>
Launch lstm_norm_launch(const LstmNormArgs<Value>& args);
template <class Value>
Launch attention_launch(const AttentionArgs<Value>& args);
Launch linear_launch(const LinearArgs& args);
template <class Value>
Launch views_launch(const ViewArgs<Value>& args);
template <class Value>
Launch scale_bytes_launch(const ScaleBytesArgs<Value>& args);

}  // namespace lumbar::gpu
