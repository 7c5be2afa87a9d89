#include "kernels/winograd.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace lumbar::kernels {
namespace {

constexpr int kChannels = 2 * kWinogradChannels;
using Kernel = std::array<std::array<double, 3>, 3>;
constexpr Kernel kKernel = {{{0.5, -1, 2}, {0.25, 3, -0.75}, {-2, 1, 0.125}}};

std::vector<float> rough_images(const WinogradImages& shape) {
    std::vector<float> images(static_cast<std::size_t>(shape.count * shape.height * shape.width * kChannels));
    for (std::size_t i = 0; i < images.size(); ++i) {
        images[i] = static_cast<float>(std::sin(static_cast<double>(i * i)));
    }
    return images;
}

// G w G^T of the paper, row by row.
std::array<double, kWinogradProducts> transformed(const Kernel& w) {
    constexpr double kG[6][3] = {{1. / 4, 0, 0},
                                 {-1. / 6, -1. / 6, -1. / 6},
                                 {-1. / 6, 1. / 6, -1. / 6},
                                 {1. / 24, 1. / 12, 1. / 6},
                                 {1. / 24, -1. / 12, 1. / 6},
                                 {0, 0, 1}};
    std::array<double, kWinogradProducts> u{};
    for (int i = 0; i < kWinogradProducts; ++i) {
        for (int p = 0; p < 3; ++p) {
            for (int r = 0; r < 3; ++r) {
                u[static_cast<std::size_t>(i)] +=
                    kG[i / 6][p] * w[static_cast<std::size_t>(p)][static_cast<std::size_t>(r)] * kG[i % 6][r];
            }
        }
    }
    return u;
}

// Every channel convolved with the same kernel, by Winograd's way, `step` tiles at a time.
std::vector<float> by_winograd(const std::vector<float>& images, const WinogradImages& shape,
                               const std::vector<float>& bias, bool relu, std::int64_t step) {
    const auto u = transformed(kKernel);
    std::vector<float> out(images.size(), -99.f);
    for (std::int64_t first = 0; first < shape.tiles(); first += step) {
        const WinogradRange range{first, std::min(step, shape.tiles() - first)};
        std::vector<float> tiles(static_cast<std::size_t>(range.count * kWinogradProducts * kChannels));
        winograd_input(images.data(), shape, kChannels, range, tiles.data());
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            tiles[i] *= static_cast<float>(u[i / kChannels % kWinogradProducts]);
        }
        winograd_output(tiles.data(), bias.data(), relu, shape, kChannels, range, out.data());
    }
    return out;
}

double by_definition(const std::vector<float>& images, const WinogradImages& shape, int image, int y, int x,
                     int channel) {
    double sum = 0;
    for (int p = 0; p < 3; ++p) {
        for (int r = 0; r < 3; ++r) {
            const int row = y + p - 1, column = x + r - 1;
            if (row < 0 || column < 0 || row >= shape.height || column >= shape.width) continue;
            const int pixel = (image * shape.height + row) * shape.width + column;
            sum += kKernel[static_cast<std::size_t>(p)][static_cast<std::size_t>(r)] *
                   static_cast<double>(images[static_cast<std::size_t>(pixel * kChannels + channel)]);
        }
    }
    return sum;
}

std::vector<float> some_bias() {
    std::vector<float> bias(kChannels);
    for (std::size_t c = 0; c < bias.size(); ++c) bias[c] = static_cast<float>(c) / 8 - 2;
    return bias;
}

constexpr WinogradImages kShapes[] = {{2, 8, 8}, {1, 1, 1}, {3, 5, 7}, {1, 4, 13}, {2, 9, 2}};

BOOST_AUTO_TEST_SUITE(winograd)

BOOST_AUTO_TEST_CASE(it_is_a_convolution_with_zeros_beyond_the_border) {
    const auto bias = some_bias();
    for (const WinogradImages& shape : kShapes) {
        const auto images = rough_images(shape);
        const auto found = by_winograd(images, shape, bias, false, shape.tiles());
        double worst = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            const int channel = static_cast<int>(i) % kChannels, pixel = static_cast<int>(i) / kChannels;
            const int x = pixel % shape.width, y = pixel / shape.width % shape.height;
            const double expected =
                by_definition(images, shape, pixel / shape.width / shape.height, y, x, channel) +
                static_cast<double>(bias[static_cast<std::size_t>(channel)]);
            worst = std::max(worst, std::abs(static_cast<double>(found[i]) - expected));
        }
        BOOST_TEST(worst < 3e-5);  // of values up to 12
    }
}

BOOST_AUTO_TEST_CASE(the_result_does_not_depend_on_how_many_tiles_are_taken_at_once) {
    for (const WinogradImages& shape : kShapes) {
        const auto images = rough_images(shape);
        const auto whole = by_winograd(images, shape, some_bias(), true, shape.tiles());
        for (const std::int64_t step : {1, 3}) {
            BOOST_TEST((by_winograd(images, shape, some_bias(), true, step) == whole));
        }
    }
}

BOOST_AUTO_TEST_CASE(relu_keeps_what_is_not_a_number) {
    const WinogradImages shape{1, 6, 6};
    const auto plain = by_winograd(rough_images(shape), shape, some_bias(), false, shape.tiles());
    auto images = rough_images(shape);
    const auto cut = by_winograd(images, shape, some_bias(), true, shape.tiles());
    for (std::size_t i = 0; i < cut.size(); ++i) BOOST_REQUIRE_EQUAL(cut[i], std::max(plain[i], 0.f));
    images[0] = std::numeric_limits<float>::quiet_NaN();
    BOOST_TEST(std::isnan(by_winograd(images, shape, some_bias(), true, shape.tiles())[0]));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
