// Images channels last [N,H,W,C] in, what Winograd's 3x3 convolution multiplies out, and back.
#pragma once

#include <cstdint>

namespace lumbar::kernels {

// The upper half of a float32's bits.
struct BFloat16 {
    std::uint16_t bits = 0;
};

// Minimal filtering F(HxW,3x3) (Lavin and Gray 2016, arXiv:1509.09308, section 4): a tile of HxW results is
// made of (H+2)*(W+2) products a channel where a convolution takes 9*H*W.  For the CPU; cuDNN has one of its
// own.
struct WinogradTile {
    int height = 0, width = 0;

    constexpr int products_down() const { return height + 2; }
    constexpr int products_across() const { return width + 2; }
    constexpr int products() const { return products_down() * products_across(); }
};

// The larger the tile, the fewer the products, and the more of a result cancels out: bfloat16 has less to
// lose.
template <class Value>
inline constexpr WinogradTile kWinogradTile = {4, 4};
template <>
inline constexpr WinogradTile kWinogradTile<BFloat16> = {4, 2};

template <class Value>
struct WinogradImages {
    int count = 0, height = 0, width = 0;  // extents are at least 1

    std::int64_t tiles_down() const { return (height - 1) / kWinogradTile<Value>.height + 1; }
    std::int64_t tiles_across() const { return (width - 1) / kWinogradTile<Value>.width + 1; }
    std::int64_t tiles() const { return count * tiles_down() * tiles_across(); }
};

// Some of the tiles, counted row by row and image by image.
struct WinogradRange {
    std::int64_t first = 0, count = 0;
};

// A channel count that the transforms take: a multiple of this.
inline constexpr int kWinogradChannels = 16;

// [N,H,W,C] -> [range.count,products,C]; beyond the border are zeros.
void winograd_input(const float* images, const WinogradImages<float>& shape, int channels,
                    WinogradRange range, float* tiles);
void winograd_input(const BFloat16* images, const WinogradImages<BFloat16>& shape, int channels,
                    WinogradRange range, BFloat16* tiles);

// [range.count,products,C] and bias [C] -> these tiles of [N,H,W,C], after ReLU if `relu`.  A bias is one of
// the values that the images can hold.
void winograd_output(const float* products, const float* bias, bool relu, const WinogradImages<float>& shape,
                     int channels, WinogradRange range, float* images);
void winograd_output(const BFloat16* products, const BFloat16* bias, bool relu,
                     const WinogradImages<BFloat16>& shape, int channels, WinogradRange range,
                     BFloat16* images);

}  // namespace lumbar::kernels
