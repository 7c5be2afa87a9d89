#include "nn/winograd_conv.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <utility>

#include "kernels/winograd.h"

namespace lumbar {
namespace {

using kernels::WinogradImages;
using kernels::WinogradRange;

// What goes into the products and comes out of them must stay in the second-level cache, and be enough for a
// matrix product.
constexpr std::int64_t kValuesAtOnce = std::int64_t{5} << 16, kLeastTiles = 48;

// G w G^T of every 3x3 kernel: [out,in,3,3] -> [36*out,in,1,1]
torch::Tensor transformed(const torch::Tensor& weight) {
    const auto g = torch::tensor({1. / 4, 0., 0., -1. / 6, -1. / 6, -1. / 6, -1. / 6, 1. / 6, -1. / 6,
                                  1. / 24, 1. / 12, 1. / 6, 1. / 24, -1. / 12, 1. / 6, 0., 0., 1.},
                                 torch::kFloat64)
                       .view({6, 3});
    const auto times_g = [&](const torch::Tensor& x) { return x.reshape({-1, 3}).mm(g.t()); };
    const auto along = times_g(weight.to(torch::kFloat64)).view({-1, 3, 6});  // [out*in,3,6]
    const auto products = times_g(along.transpose(1, 2)).view({weight.size(0), weight.size(1), 6, 6});
    return products.permute({3, 2, 0, 1})
        .reshape({kernels::kWinogradProducts * weight.size(0), weight.size(1), 1, 1})
        .to(torch::kFloat32);
}

// [N,C,H,W], channels last -> [tiles,36,C]
torch::Tensor tiles_of(const torch::Tensor& images, const WinogradImages& shape, WinogradRange range) {
    auto tiles = torch::empty({range.count, kernels::kWinogradProducts, images.size(1)}, torch::kFloat32);
    kernels::winograd_input(images.data_ptr<float>(), shape, static_cast<int>(images.size(1)), range,
                            tiles.data_ptr<float>());
    return tiles;
}

// [tiles,36,C] as a convolution sees it: a pixel a tile, a group of channels for each product.
torch::Tensor as_groups(const torch::Tensor& tiles) {
    return tiles.view({1, tiles.size(0), 1, -1}).permute({0, 3, 1, 2});
}

}  // namespace

WinogradConv::WinogradConv(const torch::Tensor& weight, torch::Tensor bias, bool relu)
    : bias_(std::move(bias)),
      relu_(relu),
      products_(transformed(weight), torch::zeros({kernels::kWinogradProducts * weight.size(0)}),
                {.groups = kernels::kWinogradProducts, .relu = false}) {}

bool WinogradConv::pays(const torch::Tensor& weight, const FusedConvOptions& options) {
    constexpr std::int64_t kLeastChannels = 64;
    const auto suits = [](std::int64_t channels) {
        return channels >= kLeastChannels && channels % kernels::kWinogradChannels == 0;
    };
    return PackedConv::is_fast_on_cpu() && weight.size(2) == 3 && weight.size(3) == 3 &&
           options.stride == 1 && options.padding == 1 && options.groups == 1 && suits(weight.size(0)) &&
           suits(weight.size(1));
}

torch::Tensor WinogradConv::forward(const torch::Tensor& x) {
    const auto input = x.to(torch::kFloat32).contiguous(torch::MemoryFormat::ChannelsLast);
    const WinogradImages shape{static_cast<int>(x.size(0)), static_cast<int>(x.size(2)),
                               static_cast<int>(x.size(3))};
    const std::int64_t in = x.size(1), out = bias_.size(0);
    auto y = torch::empty({x.size(0), out, x.size(2), x.size(3)}, torch::kFloat32,
                          torch::MemoryFormat::ChannelsLast);
    const std::int64_t values_per_tile = std::max(in, out) * kernels::kWinogradProducts;
    const std::int64_t tiles = shape.tiles(), step = std::max(kLeastTiles, kValuesAtOnce / values_per_tile);
    at::parallel_for(0, (tiles - 1) / step + 1, 1, [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t i = from; i < to; ++i) {
            const WinogradRange range{i * step, std::min(step, tiles - i * step)};
            const auto products = products_.forward(as_groups(tiles_of(input, shape, range)));
            kernels::winograd_output(products.data_ptr<float>(), bias_.data_ptr<float>(), relu_, shape,
                                     static_cast<int>(out), range, y.data_ptr<float>());
        }
    });
    return y;
}

}  // namespace lumbar
