// Values and sizes for the tests of the CPU's kernels beside the GPU's.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <limits>
#include <random>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernels/adamw.h"
#include "kernels/affine_matrix.h"
#include "kernels/filter.h"
#include "kernels/filter_3x3.h"
#include "kernels/stack_shape.h"

namespace lumbar::kernels::test {

// The same bits: -0 is not 0 here, and a NaN is itself.
template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

// All magnitudes and both signs; bytes at both limits often.
template <class T>
std::vector<T> rough_values(std::size_t count, unsigned seed = 3) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 3);
    std::vector<T> values(count);
    for (T& value : values) {
        if constexpr (std::is_same_v<T, float>) {
            value = normal(random) * std::exp2(normal(random));
        } else {
            const auto drawn = random();
            value = drawn % 3 == 0 ? T{0} : drawn % 3 == 1 ? T{255} : static_cast<T>(drawn >> 24);
        }
    }
    return values;
}

// NaN, infinities and both zeros among them.
inline std::vector<float> odd_values(std::size_t count) {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    constexpr float kOdd[] = {std::numeric_limits<float>::quiet_NaN(), kInfinity, -kInfinity, 0.f, -0.f};
    auto values = rough_values<float>(count);
    for (std::size_t i = 0; i < count; i += 11) values[i] = kOdd[i / 11 % std::size(kOdd)];
    return values;
}

inline constexpr AdamWStep kAdamWStep{.decay = 0.99f,
                                      .beta1 = 0.9f,
                                      .one_minus_beta1 = 0.1f,
                                      .beta2 = 0.999f,
                                      .one_minus_beta2 = 0.001f,
                                      .rate = 0.02f,
                                      .square_scale = 3.f,
                                      .epsilon = 1e-3f};

struct AdamWArrays {
    std::vector<float> weights, gradients, means, squares;

    explicit AdamWArrays(std::size_t count) {
        std::mt19937 random(5);
        std::normal_distribution<float> normal;
        for (auto* each : {&weights, &gradients, &means, &squares}) {
            for (std::size_t i = 0; i < count; ++i) each->push_back(normal(random));
        }
        for (float& square : squares) square *= square;
    }
    bool operator==(const AdamWArrays&) const = default;
};

inline constexpr std::pair<double, double> kIntensityRanges[] = {
    {-2.5, 3.75}, {0, 0}, {3, 1}, {0, 1e-60}, {-1e300, 1e300}};
inline constexpr double kPercents[] = {0, 1, 33.3, 50, 99, 100};

inline constexpr Filter kFilters[] = {Filter::linear, Filter::cubic, Filter::lanczos4};

inline std::size_t pixels(StackShape shape) {
    return shape.rows() * static_cast<std::size_t>(shape.width);
}

struct Resizing {
    StackShape shape;
    int out_height = 0, out_width = 0;

    std::size_t count() const { return pixels(shape); }
    std::size_t out_count() const { return pixels({shape.frames, out_height, out_width}); }
};

// Smaller, larger, one axis alone, the same size, a line, a single pixel, nothing.
inline constexpr Resizing kResizings[] = {{{3, 37, 51}, 16, 20}, {{2, 13, 9}, 31, 40}, {{2, 37, 51}, 37, 20},
                                          {{2, 37, 51}, 64, 51}, {{2, 7, 5}, 7, 5},    {{1, 1, 19}, 3, 5},
                                          {{2, 1, 1}, 3, 2},     {{1, 300, 2}, 1, 1},  {{0, 4, 4}, 3, 2}};

struct Move {
    StackShape shape;
    Window window;
    AffineMatrix forward;

    std::size_t out_count() const { return pixels({shape.frames, window.height, window.width}); }
};

// A turn, parts of it, shifts beyond the border, no inverse, lines, a single pixel, nothing.
inline constexpr AffineMatrix kTurn{0.93, 0.27, 3.3, -0.31, 1.04, -5.1};
inline constexpr Move kMoves[] = {{{3, 37, 51}, {0, 0, 37, 51}, kTurn},
                                  {{2, 37, 51}, {11, 5, 20, 33}, kTurn},
                                  {{1, 9, 7}, {0, 0, 9, 7}, {1, 0, 1e12, 0, 1, -40.3}},
                                  {{1, 9, 7}, {0, 0, 9, 7}, {0, 0, 5, 0, 0, 5}},
                                  {{2, 1, 19}, {2, 0, 1, 15}, kTurn},
                                  {{1, 19, 1}, {0, 3, 9, 1}, kTurn},
                                  {{2, 1, 1}, {0, 0, 1, 1}, kTurn},
                                  {{0, 4, 4}, {0, 0, 4, 4}, kTurn}};

inline constexpr StackShape kShapes[] = {{3, 37, 51}, {2, 17, 260}, {1, 2, 2}, {2, 1, 19},
                                         {1, 19, 1},  {3, 1, 1},    {0, 4, 4}};

inline constexpr Weights3x3 kWeights{1, 2, 3, 5, 200, 7, 11, 14, 13};

// In and around a frame, some of them far away.
inline std::vector<float> rough_positions(StackShape shape, unsigned seed) {
    auto positions = rough_values<float>(shape.frame_size(), seed);
    for (float& position : positions) position = 20 + 10 * position;
    return positions;
}

inline constexpr std::size_t kCounts[] = {0, 1, 7, 255, 257, 40'003};

}  // namespace lumbar::kernels::test
