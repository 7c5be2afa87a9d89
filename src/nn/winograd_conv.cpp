#include "nn/winograd_conv.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "kernels/winograd.h"

namespace lumbar {
namespace {

using kernels::kWinogradTile;
using kernels::WinogradImages;
using kernels::WinogradRange;
using kernels::WinogradTile;

constexpr std::int64_t kLeastTiles = 48;  // enough for a matrix product

WinogradTile tile_for(torch::ScalarType precision) {
    return precision == torch::kFloat32 ? kWinogradTile<float> : kWinogradTile<kernels::BFloat16>;
}

// The paper's G of F(2,3) and F(4,3): [results+2,3]
torch::Tensor kernel_transform(int results) {
    const std::vector<double> rows =
        results == 2 ? std::vector<double>{1, 0, 0, 1. / 2, 1. / 2, 1. / 2, 1. / 2, -1. / 2, 1. / 2, 0, 0, 1}
                     : std::vector<double>{1. / 4,  0,        0,       -1. / 6, -1. / 6, -1. / 6,
                                           -1. / 6, 1. / 6,   -1. / 6, 1. / 24, 1. / 12, 1. / 6,
                                           1. / 24, -1. / 12, 1. / 6,  0,       0,       1};
    return torch::tensor(rows, torch::kFloat64).view({-1, 3});
}

// G w G^T of every 3x3 kernel: [out,in,3,3] -> [products*out,in,1,1]
torch::Tensor transformed(const torch::Tensor& weight, WinogradTile tile) {
    const auto times = [](const torch::Tensor& x, int results) {
        return x.reshape({-1, 3}).mm(kernel_transform(results).t());
    };
    const std::int64_t down = tile.products_down(), across = tile.products_across();
    const auto along = times(weight.to(torch::kFloat64), tile.width).view({-1, 3, across});  // [out*in,3,..]
    const auto products =
        times(along.transpose(1, 2), tile.height).view({weight.size(0), weight.size(1), across, down});
    return products.permute({3, 2, 0, 1}).reshape({tile.products() * weight.size(0), weight.size(1), 1, 1});
}

template <class Value>
Value* values_of(const torch::Tensor& tensor) {
    return static_cast<Value*>(tensor.data_ptr());
}

// [N,C,H,W], channels last -> [tiles,products,C]
template <class Value>
torch::Tensor tiles_of(const torch::Tensor& images, const WinogradImages<Value>& shape, WinogradRange range) {
    auto tiles =
        torch::empty({range.count, kWinogradTile<Value>.products(), images.size(1)}, images.scalar_type());
    kernels::winograd_input(values_of<Value>(images), shape, static_cast<int>(images.size(1)), range,
                            values_of<Value>(tiles));
    return tiles;
}

// [tiles,products,C] as a convolution sees it: a pixel a tile, a group of channels for each product.
torch::Tensor as_groups(const torch::Tensor& tiles) {
    return tiles.view({1, tiles.size(0), 1, -1}).permute({0, 3, 1, 2});
}

}  // namespace

WinogradConv::WinogradConv(const torch::Tensor& weight, const torch::Tensor& bias, bool relu,
                           torch::ScalarType precision, std::int64_t values_at_once)
    : bias_(bias.to(precision)),
      relu_(relu),
      values_at_once_(values_at_once),
      products_(transformed(weight, tile_for(precision)).to(precision),
                torch::zeros({tile_for(precision).products() * weight.size(0)}, precision),
                {.groups = tile_for(precision).products(), .relu = false}) {}

bool WinogradConv::fits(const torch::Tensor& weight, const FusedConvOptions& options,
                        torch::ScalarType precision) {
    return (precision == torch::kFloat32 || precision == torch::kBFloat16) && weight.size(2) == 3 &&
           weight.size(3) == 3 && options.stride == 1 && options.padding == 1 && options.groups == 1 &&
           suits(weight.size(1), weight.size(0));
}

bool WinogradConv::suits(std::int64_t in, std::int64_t out) {
    return in % kernels::kWinogradChannels == 0 && out % kernels::kWinogradChannels == 0;
}

template <class Value>
torch::Tensor WinogradConv::forward_as(const torch::Tensor& input) {
    const WinogradImages<Value> shape{static_cast<int>(input.size(0)), static_cast<int>(input.size(2)),
                                      static_cast<int>(input.size(3))};
    const std::int64_t in = input.size(1), out = bias_.size(0);
    auto y = torch::empty({input.size(0), out, input.size(2), input.size(3)}, input.scalar_type(),
                          torch::MemoryFormat::ChannelsLast);
    const std::int64_t values_per_tile = std::max(in, out) * kWinogradTile<Value>.products();
    const std::int64_t tiles = shape.tiles(), step = std::max(kLeastTiles, values_at_once_ / values_per_tile);
    at::parallel_for(0, (tiles - 1) / step + 1, 1, [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t i = from; i < to; ++i) {
            const WinogradRange range{i * step, std::min(step, tiles - i * step)};
            const auto products = products_.forward(as_groups(tiles_of(input, shape, range)));
            kernels::winograd_output(values_of<Value>(products), values_of<Value>(bias_), relu_, shape,
                                     static_cast<int>(out), range, values_of<Value>(y));
        }
    });
    return y;
}

torch::Tensor WinogradConv::forward(const torch::Tensor& x) {
    const auto input = x.to(bias_.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    return input.scalar_type() == torch::kFloat32 ? forward_as<float>(input)
                                                  : forward_as<kernels::BFloat16>(input);
}

}  // namespace lumbar
