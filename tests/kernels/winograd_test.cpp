#include "kernels/winograd.h"

#include <algorithm>
#include <array>
#include <bit>
#include <boost/mpl/list.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <type_traits>
#include <vector>

namespace lumbar::kernels {
namespace {

constexpr int kChannels = 2 * kWinogradChannels;
using Kernel = std::array<std::array<double, 3>, 3>;
constexpr Kernel kKernel = {{{0.5, -1, 2}, {0.25, 3, -0.75}, {-2, 1, 0.125}}};

float number(float value) {
    return value;
}
float number(BFloat16 value) {
    return std::bit_cast<float>(std::uint32_t{value.bits} << 16);
}

// What does not fit into a bfloat16 is cut off.
template <class Value>
Value held(float number) {
    if constexpr (std::is_same_v<Value, float>) {
        return number;
    } else {
        return {static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(number) >> 16)};
    }
}

template <class Value>
std::vector<Value> rough_images(const WinogradImages<Value>& shape) {
    std::vector<Value> images(static_cast<std::size_t>(shape.count * shape.height * shape.width * kChannels));
    for (std::size_t i = 0; i < images.size(); ++i) {
        images[i] = held<Value>(static_cast<float>(std::sin(static_cast<double>(i * i))));
    }
    return images;
}

// G of the paper's F(2,3) and F(4,3).
std::vector<std::array<double, 3>> kernel_transform(int results) {
    if (results == 2) return {{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}};
    return {{1. / 4, 0, 0},
            {-1. / 6, -1. / 6, -1. / 6},
            {-1. / 6, 1. / 6, -1. / 6},
            {1. / 24, 1. / 12, 1. / 6},
            {1. / 24, -1. / 12, 1. / 6},
            {0, 0, 1}};
}

// G w G^T, row by row.
std::vector<double> transformed(const Kernel& w, WinogradTile tile) {
    std::vector<double> u;
    for (const auto& down : kernel_transform(tile.height)) {
        for (const auto& across : kernel_transform(tile.width)) {
            double sum = 0;
            for (std::size_t p = 0; p < 3; ++p) {
                for (std::size_t r = 0; r < 3; ++r) sum += down[p] * w[p][r] * across[r];
            }
            u.push_back(sum);
        }
    }
    return u;
}

// Every channel convolved with the same kernel, by Winograd's way, `step` tiles at a time.
template <class Value>
std::vector<Value> by_winograd(const std::vector<Value>& images, const WinogradImages<Value>& shape,
                               const std::vector<Value>& bias, bool relu, std::int64_t step) {
    const auto u = transformed(kKernel, kWinogradTile<Value>);
    std::vector<Value> out(images.size(), held<Value>(-99));
    for (std::int64_t first = 0; first < shape.tiles(); first += step) {
        const WinogradRange range{first, std::min(step, shape.tiles() - first)};
        std::vector<Value> tiles(static_cast<std::size_t>(range.count) * u.size() * kChannels);
        winograd_input(images.data(), shape, kChannels, range, tiles.data());
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            tiles[i] = held<Value>(number(tiles[i]) * static_cast<float>(u[i / kChannels % u.size()]));
        }
        winograd_output(tiles.data(), bias.data(), relu, shape, kChannels, range, out.data());
    }
    return out;
}

template <class Value>
double by_definition(const std::vector<Value>& images, const WinogradImages<Value>& shape, int image, int y,
                     int x, int channel) {
    double sum = 0;
    for (int p = 0; p < 3; ++p) {
        for (int r = 0; r < 3; ++r) {
            const int row = y + p - 1, column = x + r - 1;
            if (row < 0 || column < 0 || row >= shape.height || column >= shape.width) continue;
            const int pixel = (image * shape.height + row) * shape.width + column;
            sum += kKernel[static_cast<std::size_t>(p)][static_cast<std::size_t>(r)] *
                   double{number(images[static_cast<std::size_t>(pixel * kChannels + channel)])};
        }
    }
    return sum;
}

template <class Value>
std::vector<Value> some_bias() {
    std::vector<Value> bias;
    for (int c = 0; c < kChannels; ++c) bias.push_back(held<Value>(static_cast<float>(c) / 8 - 2));
    return bias;
}

template <class Value>
constexpr WinogradImages<Value> kShapes[] = {{2, 8, 8}, {1, 1, 1}, {3, 5, 7}, {1, 4, 13}, {2, 9, 2}};

// Of results up to 12: what tiles, products and results lose by being stored.
template <class Value>
constexpr double kTolerance = 3e-5;
template <>
constexpr double kTolerance<BFloat16> = 0.5;

using Values = boost::mpl::list<float, BFloat16>;

BOOST_AUTO_TEST_SUITE(winograd)

BOOST_AUTO_TEST_CASE_TEMPLATE(it_is_a_convolution_with_zeros_beyond_the_border, Value, Values) {
    const auto bias = some_bias<Value>();
    double worst = 0;
    for (const auto& shape : kShapes<Value>) {
        const auto images = rough_images(shape);
        const auto found = by_winograd(images, shape, bias, false, shape.tiles());
        for (std::size_t i = 0; i < found.size(); ++i) {
            const int channel = static_cast<int>(i) % kChannels, pixel = static_cast<int>(i) / kChannels;
            const int x = pixel % shape.width, y = pixel / shape.width % shape.height;
            const double expected =
                by_definition(images, shape, pixel / shape.width / shape.height, y, x, channel) +
                double{number(bias[static_cast<std::size_t>(channel)])};
            worst = std::max(worst, std::abs(double{number(found[i])} - expected));
        }
    }
    BOOST_TEST(worst < kTolerance<Value>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_result_does_not_depend_on_how_many_tiles_are_taken_at_once, Value, Values) {
    const auto same = [](Value a, Value b) { return number(a) == number(b); };
    for (const auto& shape : kShapes<Value>) {
        const auto images = rough_images(shape);
        const auto whole = by_winograd(images, shape, some_bias<Value>(), true, shape.tiles());
        for (const std::int64_t step : {1, 3}) {
            const auto parts = by_winograd(images, shape, some_bias<Value>(), true, step);
            BOOST_TEST(std::equal(whole.begin(), whole.end(), parts.begin(), parts.end(), same));
        }
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(relu_keeps_what_is_not_a_number, Value, Values) {
    const WinogradImages<Value> shape{1, 6, 6};
    auto images = rough_images(shape);
    const auto bias = some_bias<Value>();
    const auto plain = by_winograd(images, shape, bias, false, shape.tiles()),
               cut = by_winograd(images, shape, bias, true, shape.tiles());
    for (std::size_t i = 0; i < cut.size(); ++i) {
        BOOST_REQUIRE_EQUAL(number(cut[i]), std::max(number(plain[i]), 0.f));
    }
    // Of all its bits, too, which rounding must not carry away.
    images[0] = held<Value>(std::bit_cast<float>(0x7fff0000u));
    BOOST_TEST(std::isnan(number(by_winograd(images, shape, bias, true, shape.tiles())[0])));
}

BOOST_AUTO_TEST_CASE(what_bfloat16_cannot_hold_is_rounded_to_the_nearest_and_halves_to_even) {
    constexpr float kStep = 1.f / 128;  // between bfloat16s from 1 to 2
    struct Case {
        float product, bias, expected;
    };
    for (const Case& each : {Case{1, kStep / 2, 1},
                             {1 + kStep, kStep / 2, 1 + 2 * kStep},
                             {1, 0.51f * kStep, 1 + kStep},
                             {-1 - kStep, -kStep / 2, -1 - 2 * kStep}}) {
        // The first product is a part of the first result alone.
        std::vector<BFloat16> products(
            static_cast<std::size_t>(kWinogradTile<BFloat16>.products() * kChannels));
        products[3] = held<BFloat16>(each.product);
        const std::vector<BFloat16> bias(kChannels, held<BFloat16>(each.bias));
        std::vector<BFloat16> result(kChannels);
        winograd_output(products.data(), bias.data(), false, {1, 1, 1}, kChannels, {0, 1}, result.data());
        BOOST_TEST(number(result[3]) == each.expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
