// Images channels last [N,H,W,C] in, what Winograd's 3x3 convolution multiplies out, and back.
#pragma once

#include <cstdint>

namespace lumbar::kernels {

// Minimal filtering F(4x4,3x3) (Lavin and Gray 2016, arXiv:1509.09308, section 4.3): a tile of 4x4 results is
// made of 36 products a channel where a convolution takes 144.  For the CPU; cuDNN has one of its own.
inline constexpr int kWinogradTile = 4, kWinogradProducts = 36;

struct WinogradImages {
    int count = 0, height = 0, width = 0;

    int tiles_down() const { return (height - 1) / kWinogradTile + 1; }
    int tiles_across() const { return (width - 1) / kWinogradTile + 1; }
    std::int64_t tiles() const { return std::int64_t{count} * tiles_down() * tiles_across(); }
};

// Some of the tiles, counted row by row and image by image.
struct WinogradRange {
    std::int64_t first = 0, count = 0;
};

// A channel count that the transforms take: a multiple of this.
inline constexpr int kWinogradChannels = 16;

// [N,H,W,C] -> [range.count,36,C]; beyond the border are zeros.  Extents are at least 1.
void winograd_input(const float* images, const WinogradImages& shape, int channels, WinogradRange range,
                    float* tiles);

// [range.count,36,C] and bias [C] -> these tiles of [N,H,W,C], after ReLU if `relu`.
void winograd_output(const float* products, const float* bias, bool relu, const WinogradImages& shape,
                     int channels, WinogradRange range, float* images);

}  // namespace lumbar::kernels
