#include <algorithm>

#include "kernels/vectorised.h"
#include "kernels/winograd.h"

namespace lumbar::kernels {
namespace {

constexpr int kSide = 6;  // of what a tile of results is made of

// A channel a lane; compilers cut it into what the machine has.
using Lanes =
    float __attribute__((vector_size(kWinogradChannels * sizeof(float)), aligned(sizeof(float)), may_alias));

// Vectors go by reference: how wide ones are handed over differs between instruction sets.
[[gnu::always_inline]] inline void load(const float* from, Lanes& to) {
    to = *reinterpret_cast<const Lanes*>(from);
}
[[gnu::always_inline]] inline void store(const Lanes& from, float* to) {
    *reinterpret_cast<Lanes*>(to) = from;
}

// The paper's B^T and A^T, on a column of a tile.
[[gnu::always_inline]] inline void to_products(const Lanes (&d)[kSide], Lanes (&out)[kSide]) {
    out[0] = 4 * d[0] - 5 * d[2] + d[4];
    const Lanes even = d[4] - 4 * d[2], odd = d[3] - 4 * d[1];
    out[1] = even + odd;
    out[2] = even - odd;
    const Lanes even_2 = d[4] - d[2], odd_2 = 2 * (d[3] - d[1]);
    out[3] = even_2 + odd_2;
    out[4] = even_2 - odd_2;
    out[5] = 4 * d[1] - 5 * d[3] + d[5];
}

[[gnu::always_inline]] inline void from_products(const Lanes (&m)[kSide], Lanes (&out)[kWinogradTile]) {
    const Lanes sum = m[1] + m[2], difference = m[1] - m[2];
    const Lanes sum_2 = m[3] + m[4], difference_2 = m[3] - m[4];
    out[0] = m[0] + sum + sum_2;
    out[1] = difference + 2 * difference_2;
    out[2] = sum + 4 * sum_2;
    out[3] = difference + 8 * difference_2 + m[5];
}

// Where a tile of results begins.
struct Corner {
    std::int64_t image, y, x;

    Corner(const WinogradImages& shape, std::int64_t tile)
        : image(tile / shape.tiles_across() / shape.tiles_down()),
          y(tile / shape.tiles_across() % shape.tiles_down() * kWinogradTile),
          x(tile % shape.tiles_across() * kWinogradTile) {}
    std::int64_t pixel(const WinogradImages& shape, std::int64_t row, std::int64_t column) const {
        return (image * shape.height + y + row) * shape.width + x + column;
    }
};

}  // namespace

LUMBAR_VECTORISED void winograd_input(const float* images, const WinogradImages& shape, int channels,
                                      WinogradRange range, float* tiles) {
    for (std::int64_t i = 0; i < range.count; ++i) {
        const Corner corner(shape, range.first + i);
        // The first and last pixel inside, of the six from one before the corner.
        const int top = corner.y == 0 ? 1 : 0, left = corner.x == 0 ? 1 : 0;
        const auto bottom = std::min<std::int64_t>(kSide, shape.height - corner.y + 1),
                   right = std::min<std::int64_t>(kSide, shape.width - corner.x + 1);
        for (std::int64_t c = 0; c < channels; c += kWinogradChannels) {
            Lanes across[kSide][kSide] = {};
            for (int row = top; row < bottom; ++row) {
                Lanes pixels[kSide] = {};
                for (int column = left; column < right; ++column) {
                    load(images + corner.pixel(shape, row - 1, column - 1) * channels + c, pixels[column]);
                }
                to_products(pixels, across[row]);
            }
            float* to = tiles + i * kWinogradProducts * channels + c;
            for (int column = 0; column < kSide; ++column) {
                Lanes down[kSide], products[kSide];
                for (int row = 0; row < kSide; ++row) down[row] = across[row][column];
                to_products(down, products);
                for (int row = 0; row < kSide; ++row) {
                    store(products[row], to + (row * kSide + column) * channels);
                }
            }
        }
    }
}

LUMBAR_VECTORISED void winograd_output(const float* products, const float* bias, bool relu,
                                       const WinogradImages& shape, int channels, WinogradRange range,
                                       float* images) {
    for (std::int64_t i = 0; i < range.count; ++i) {
        const Corner corner(shape, range.first + i);
        const auto bottom = std::min<std::int64_t>(kWinogradTile, shape.height - corner.y),
                   right = std::min<std::int64_t>(kWinogradTile, shape.width - corner.x);
        for (std::int64_t c = 0; c < channels; c += kWinogradChannels) {
            const float* from = products + i * kWinogradProducts * channels + c;
            Lanes across[kSide][kWinogradTile], offset;
            load(bias + c, offset);
            for (int row = 0; row < kSide; ++row) {
                Lanes values[kSide];
                for (int column = 0; column < kSide; ++column) {
                    load(from + (row * kSide + column) * channels, values[column]);
                }
                from_products(values, across[row]);
            }
            for (int column = 0; column < right; ++column) {
                Lanes down[kSide], results[kWinogradTile];
                for (int row = 0; row < kSide; ++row) down[row] = across[row][column];
                from_products(down, results);
                for (int row = 0; row < bottom; ++row) {
                    Lanes result = results[row] + offset;
                    if (relu) result = result < 0 ? Lanes{} : result;  // NaN stays
                    store(result, images + corner.pixel(shape, row, column) * channels + c);
                }
            }
        }
    }
}

}  // namespace lumbar::kernels
