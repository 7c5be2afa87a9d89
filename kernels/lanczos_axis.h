// One axis of Pillow's antialiased Lanczos-3 in: which pixels each output position is made of, and with which
// weights, out.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace lumbar::kernels {

inline constexpr double kLanczosSupport = 3;  // in pixels of the smaller image

inline double sinc(double x) {
    return x == 0 ? 1.0 : std::sin(x * std::numbers::pi) / (x * std::numbers::pi);
}
inline double lanczos3(double x) {
    return x >= -kLanczosSupport && x < kLanczosSupport ? sinc(x) * sinc(x / kLanczosSupport) : 0.0;
}

// For every output position along one axis: where its pixels begin, how many they are, and their weights.
struct LanczosAxis {
    std::vector<int> firsts, counts;  // [n]
    std::vector<double> weights;      // [n,taps], of which `counts` are used
    int taps = 0;

    LanczosAxis(int size, int out_size) {
        const double scale = static_cast<double>(size) / out_size, widening = std::max(scale, 1.0);
        taps = static_cast<int>(2 * kLanczosSupport * widening) + 2;
        weights.resize(static_cast<std::size_t>(out_size) * static_cast<std::size_t>(taps));
        for (int i = 0; i < out_size; ++i) {
            add((i + 0.5) * scale, widening, size, weights.data() + std::ptrdiff_t{i} * taps);
        }
    }
    const double* weights_of(int i) const { return weights.data() + std::ptrdiff_t{i} * taps; }

  private:
    void add(double centre, double widening, int size, double* to) {
        const double support = kLanczosSupport * widening;
        const int first = std::max(0, static_cast<int>(centre - support + 0.5));
        const int count = std::min(size, static_cast<int>(centre + support + 0.5)) - first;
        double sum = 0;
        for (int k = 0; k < count; ++k) {
            to[k] = lanczos3((first + k - centre + 0.5) * (1.0 / widening));
            sum += to[k];
        }
        if (sum != 0) {
            for (int k = 0; k < count; ++k) to[k] /= sum;
        }
        firsts.push_back(first);
        counts.push_back(count);
    }
};

}  // namespace lumbar::kernels
