// Weights to be stepped, for the tests of AdamW's step on the CPU and on a GPU.
#pragma once

#include <cstddef>
#include <cstring>
#include <random>
#include <vector>

#include "kernels/optim/adamw.h"

namespace lumbar::kernels::test {

// The same bits: -0 is not 0 here, and a NaN is itself.
template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
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

inline constexpr std::size_t kCounts[] = {0, 1, 7, 255, 257, 40'003};

}  // namespace lumbar::kernels::test
