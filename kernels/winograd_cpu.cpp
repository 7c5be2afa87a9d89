#include <cstddef>
#include <type_traits>
#include <vector>

#include "kernels/vectorised.h"
#include "kernels/winograd.h"

namespace lumbar::kernels {
namespace {

// A channel a lane; compilers cut a vector into what the machine has.  float32 takes as many lanes as leave a
// tile in AVX2's registers: with 16 its output took 3.6 times as long (with 8, AVX-512 takes 8 % longer).
// bfloat16 runs on AVX-512 alone, where 16 are faster.
using Floats8 = float __attribute__((vector_size(8 * sizeof(float))));
using Floats16 = float __attribute__((vector_size(16 * sizeof(float))));
template <class Value>
using Lanes = std::conditional_t<std::is_same_v<Value, float>, Floats8, Floats16>;
template <class Value>
inline constexpr int kLanes = sizeof(Lanes<Value>) / sizeof(float);

// As they lie in an image.
using FloatsThere = float __attribute__((vector_size(sizeof(Floats8)), aligned(sizeof(float)), may_alias));
using HalvesThere = std::uint16_t
    __attribute__((vector_size(sizeof(Floats16) / 2), aligned(sizeof(std::uint16_t)), may_alias));
using Bits16 = std::uint32_t __attribute__((vector_size(sizeof(Floats16))));

// Vectors go by reference: how wide ones are handed over differs between instruction sets.
[[gnu::always_inline]] inline void load(const float* from, Floats8& to) {
    to = *reinterpret_cast<const FloatsThere*>(from);
}
[[gnu::always_inline]] inline void store(const Floats8& from, float* to) {
    *reinterpret_cast<FloatsThere*>(to) = from;
}
[[gnu::always_inline]] inline void load(const BFloat16* from, Floats16& to) {
    to = __builtin_bit_cast(
        Floats16, __builtin_convertvector(*reinterpret_cast<const HalvesThere*>(from), Bits16) << 16);
}
// To the nearest, half to even.  What is computed from bfloat16 is NaN with zeros in its lower half: rounding
// does not carry it into the sign.
[[gnu::always_inline]] inline void store(const Floats16& from, BFloat16* to) {
    const auto bits = __builtin_bit_cast(Bits16, from);
    const Bits16 rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    *reinterpret_cast<HalvesThere*>(to) = __builtin_convertvector(rounded, HalvesThere);
}

// The paper's B^T and A^T for F(2,3) and F(4,3), on a row or a column of a tile.
template <class Lanes>
[[gnu::always_inline]] inline void to_products(const Lanes (&d)[4], Lanes (&out)[4]) {
    out[0] = d[0] - d[2];
    out[1] = d[1] + d[2];
    out[2] = d[2] - d[1];
    out[3] = d[1] - d[3];
}

template <class Lanes>
[[gnu::always_inline]] inline void to_products(const Lanes (&d)[6], Lanes (&out)[6]) {
    out[0] = 4 * d[0] - 5 * d[2] + d[4];
    const Lanes even = d[4] - 4 * d[2], odd = d[3] - 4 * d[1];
    out[1] = even + odd;
    out[2] = even - odd;
    const Lanes even_2 = d[4] - d[2], odd_2 = 2 * (d[3] - d[1]);
    out[3] = even_2 + odd_2;
    out[4] = even_2 - odd_2;
    out[5] = 4 * d[1] - 5 * d[3] + d[5];
}

template <class Lanes>
[[gnu::always_inline]] inline void from_products(const Lanes (&m)[4], Lanes (&out)[2]) {
    out[0] = m[0] + m[1] + m[2];
    out[1] = m[1] - m[2] - m[3];
}

template <class Lanes>
[[gnu::always_inline]] inline void from_products(const Lanes (&m)[6], Lanes (&out)[4]) {
    const Lanes sum = m[1] + m[2], difference = m[1] - m[2];
    const Lanes sum_2 = m[3] + m[4], difference_2 = m[3] - m[4];
    out[0] = m[0] + sum + sum_2;
    out[1] = difference + 2 * difference_2;
    out[2] = sum + 4 * sum_2;
    out[3] = difference + 8 * difference_2 + m[5];
}

// Where a tile of results begins.
struct Corner {
    std::int64_t image = 0, y = 0, x = 0;

    template <class Value>
    [[gnu::always_inline]] Corner(const WinogradImages<Value>& shape, std::int64_t tile)
        : image(tile / shape.tiles_across() / shape.tiles_down()),
          y(tile / shape.tiles_across() % shape.tiles_down() * kWinogradTile<Value>.height),
          x(tile % shape.tiles_across() * kWinogradTile<Value>.width) {}
    template <class Value>
    [[gnu::always_inline]] std::int64_t pixel(const WinogradImages<Value>& shape, std::int64_t row,
                                              std::int64_t column) const {
        return (image * shape.height + y + row) * shape.width + x + column;
    }
};

// Loops over the pixels of a tile have constant extents: compilers unroll them, its lanes stay in registers.
template <class Value>
[[gnu::always_inline]] inline void input_tiles(const Value* images, const WinogradImages<Value>& shape,
                                               int channels, WinogradRange range, Value* tiles) {
    constexpr WinogradTile kTile = kWinogradTile<Value>;
    constexpr int kDown = kTile.products_down(), kAcross = kTile.products_across();
    const std::vector<Value> beyond(static_cast<std::size_t>(channels));
    for (std::int64_t i = 0; i < range.count; ++i) {
        const Corner corner(shape, range.first + i);
        const Value* from[kDown][kAcross];
        for (int row = 0; row < kDown; ++row) {
            for (int column = 0; column < kAcross; ++column) {
                const std::int64_t y = corner.y + row - 1, x = corner.x + column - 1;
                const bool inside = y >= 0 && x >= 0 && y < shape.height && x < shape.width;
                from[row][column] =
                    inside ? images + corner.pixel(shape, row - 1, column - 1) * channels : beyond.data();
            }
        }
        for (std::int64_t c = 0; c < channels; c += kLanes<Value>) {
            Lanes<Value> across[kDown][kAcross];
            for (int row = 0; row < kDown; ++row) {
                Lanes<Value> pixels[kAcross];
                for (int column = 0; column < kAcross; ++column) load(from[row][column] + c, pixels[column]);
                to_products(pixels, across[row]);
            }
            Value* to = tiles + i * kTile.products() * channels + c;
            for (int column = 0; column < kAcross; ++column) {
                Lanes<Value> down[kDown], products[kDown];
                for (int row = 0; row < kDown; ++row) down[row] = across[row][column];
                to_products(down, products);
                for (int row = 0; row < kDown; ++row) {
                    store(products[row], to + (row * kAcross + column) * channels);
                }
            }
        }
    }
}

template <class Value>
[[gnu::always_inline]] inline void output_tiles(const Value* products, const Value* bias, bool relu,
                                                const WinogradImages<Value>& shape, int channels,
                                                WinogradRange range, Value* images) {
    constexpr WinogradTile kTile = kWinogradTile<Value>;
    constexpr int kDown = kTile.products_down(), kAcross = kTile.products_across();
    for (std::int64_t i = 0; i < range.count; ++i) {
        const Corner corner(shape, range.first + i);
        const std::int64_t bottom = shape.height - corner.y, right = shape.width - corner.x;
        Value* const first = images + corner.pixel(shape, 0, 0) * channels;
        for (std::int64_t c = 0; c < channels; c += kLanes<Value>) {
            const Value* from = products + i * kTile.products() * channels + c;
            Lanes<Value> across[kDown][kTile.width], offset;
            load(bias + c, offset);
            for (int row = 0; row < kDown; ++row) {
                Lanes<Value> values[kAcross];
                for (int column = 0; column < kAcross; ++column) {
                    load(from + (row * kAcross + column) * channels, values[column]);
                }
                from_products(values, across[row]);
            }
            for (int column = 0; column < kTile.width; ++column) {
                Lanes<Value> down[kDown], results[kTile.height];
                for (int row = 0; row < kDown; ++row) down[row] = across[row][column];
                from_products(down, results);
                for (int row = 0; row < kTile.height; ++row) {
                    if (row >= bottom || column >= right) continue;
                    Lanes<Value> result = results[row] + offset;
                    if (relu) result = result < 0 ? Lanes<Value>{} : result;  // NaN stays
                    store(result, first + (std::int64_t{row} * shape.width + column) * channels + c);
                }
            }
        }
    }
}

}  // namespace

LUMBAR_VECTORISED void winograd_input(const float* images, const WinogradImages<float>& shape, int channels,
                                      WinogradRange range, float* tiles) {
    input_tiles(images, shape, channels, range, tiles);
}

LUMBAR_VECTORISED void winograd_input(const BFloat16* images, const WinogradImages<BFloat16>& shape,
                                      int channels, WinogradRange range, BFloat16* tiles) {
    input_tiles(images, shape, channels, range, tiles);
}

LUMBAR_VECTORISED void winograd_output(const float* products, const float* bias, bool relu,
                                       const WinogradImages<float>& shape, int channels, WinogradRange range,
                                       float* images) {
    output_tiles(products, bias, relu, shape, channels, range, images);
}

LUMBAR_VECTORISED void winograd_output(const BFloat16* products, const BFloat16* bias, bool relu,
                                       const WinogradImages<BFloat16>& shape, int channels,
                                       WinogradRange range, BFloat16* images) {
    output_tiles(products, bias, relu, shape, channels, range, images);
}

}  // namespace lumbar::kernels
