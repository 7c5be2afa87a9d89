#include "synth/smooth_texture.h"

#include <cmath>
#include <cstddef>

#include "base/random.h"

namespace lumbar {
namespace {

constexpr int kSide = 32;

struct Cell {
    std::size_t low, high;  // lattice indices
    double weight;          // of the higher one
};

Cell cell_of(double value) {
    const double floor = std::floor(value);
    const double t = value - floor;
    const auto low = static_cast<std::size_t>(static_cast<long long>(floor) & (kSide - 1));
    return {low, (low + 1) & (kSide - 1), t * t * (3 - 2 * t)};  // no creases at the lattice
}

}  // namespace

SmoothTexture::SmoothTexture(std::uint64_t seed) : lattice_(std::size_t{kSide} * kSide * kSide) {
    Random random(seed);
    for (float& value : lattice_) value = static_cast<float>(random.uniform(-1, 1));
}

double SmoothTexture::at(double x, double y, double z) const {
    const Cell i = cell_of(z), j = cell_of(y), k = cell_of(x);
    const auto along_x = [&](std::size_t plane, std::size_t row) {
        const float* line = lattice_.data() + (plane * kSide + row) * kSide;
        return line[k.low] + k.weight * (line[k.high] - line[k.low]);
    };
    const auto along_y = [&](std::size_t plane) {
        const double low = along_x(plane, j.low);
        return low + j.weight * (along_x(plane, j.high) - low);
    };
    const double low = along_y(i.low);
    return low + i.weight * (along_y(i.high) - low);
}

}  // namespace lumbar
