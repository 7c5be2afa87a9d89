#include "augment/distortion.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "augment/pixel_map.h"

namespace lumbar {
namespace {

double stretch(double k, double square) {
    return 1 + k * square + k * square * square;
}

// The radius at which r (1 + k r^2 + k r^4) is largest: 1 + 3 k r^2 + 5 k r^4 = 0.
double fold_radius(double k) {
    return std::sqrt((-3 + std::sqrt(9 - 20 / k)) / 10);
}

// The radius r at which `radius` is seen.  Halving needs no care near the fold, where Newton's steps do.
double seen_radius(double k, double radius) {
    double low = 0, high = k < 0 ? fold_radius(k) : radius;
    constexpr int kSteps = 50;
    for (int i = 0; i < kSteps; ++i) {
        const double middle = (low + high) / 2;
        (middle * stretch(k, middle * middle) < radius ? low : high) = middle;
    }
    return high;
}

// One direction of a grid: its knots, evenly spaced where seen, at running sums where the image is.
class Cells {
  public:
    Cells(std::vector<double> factors, int side_px) : factors_(std::move(factors)) {
        if (factors_.empty()) factors_.push_back(1);
        cell_px_ = side_px / static_cast<double>(factors_.size());
        starts_px_.push_back(0);
        for (const double factor : factors_) starts_px_.push_back(starts_px_.back() + factor * cell_px_);
    }
    // From the corner, as the result.  Beyond the last knots the outer cells go on.
    double source(double at_px) const {
        const double cell = std::floor(at_px / cell_px_);
        const auto i =
            static_cast<std::size_t>(std::clamp(cell, 0.0, static_cast<double>(factors_.size() - 1)));
        return starts_px_[i] + (at_px - static_cast<double>(i) * cell_px_) * factors_[i];
    }
    double seen(double source_px) const {
        const auto next = std::upper_bound(starts_px_.begin() + 1, starts_px_.end() - 1, source_px);
        const auto i = static_cast<std::size_t>(next - starts_px_.begin() - 1);
        return static_cast<double>(i) * cell_px_ + (source_px - starts_px_[i]) / factors_[i];
    }

  private:
    std::vector<double> factors_;
    double cell_px_ = 0;
    std::vector<double> starts_px_{};
};

bool all_one(const std::vector<double>& factors) {
    return std::all_of(factors.begin(), factors.end(), [](double factor) { return factor == 1; });
}

bool is_identity(const GridDistortion& grid) {
    return all_one(grid.across) && all_one(grid.down);
}

}  // namespace

OpticalDistortion draw_optical_distortion(const Distortion::Settings& settings, Random& random) {
    return {random.uniform(-settings.optical_limit, settings.optical_limit)};
}

GridDistortion draw_grid_distortion(const Distortion::Settings& settings, Random& random) {
    GridDistortion grid;
    for (auto* factors : {&grid.across, &grid.down}) {
        for (int i = 0; i < settings.grid_steps; ++i) {
            factors->push_back(1 + random.uniform(-settings.grid_limit, settings.grid_limit));
        }
    }
    return grid;
}

ByteStack distort(ByteStack frames, const OpticalDistortion& lens, int threads) {
    if (lens.k == 0) return frames;
    const double middle_x = frames.width / 2.0 - 0.5, middle_y = frames.height / 2.0 - 0.5;
    return map_pixels(
        frames,
        [&](int x, int y) {
            const double across = (x - middle_x) / frames.width, down = (y - middle_y) / frames.height;
            const double factor = stretch(lens.k, across * across + down * down);
            return Point{middle_x + (x - middle_x) * factor, middle_y + (y - middle_y) * factor};
        },
        threads);
}

ByteStack distort(ByteStack frames, const GridDistortion& grid, int threads) {
    if (is_identity(grid)) return frames;
    const Cells across(grid.across, frames.width), down(grid.down, frames.height);
    return map_pixels(
        frames,
        [&](int x, int y) {
            return Point{across.source(x + 0.5) - 0.5, down.source(y + 0.5) - 0.5};
        },
        threads);
}

Point distort_point(Point point_px, const OpticalDistortion& lens, FrameSize size) {
    const double middle_x = size.width_px / 2.0 - 0.5, middle_y = size.height_px / 2.0 - 0.5;
    const double across = (point_px.x - middle_x) / size.width_px,
                 down = (point_px.y - middle_y) / size.height_px;
    const double radius = std::hypot(across, down);
    if (lens.k == 0 || radius == 0) return point_px;
    const double factor = seen_radius(lens.k, radius) / radius;
    return {middle_x + (point_px.x - middle_x) * factor, middle_y + (point_px.y - middle_y) * factor};
}

Point distort_point(Point point_px, const GridDistortion& grid, FrameSize size) {
    if (is_identity(grid)) return point_px;
    const Cells across(grid.across, size.width_px), down(grid.down, size.height_px);
    return {across.seen(point_px.x + 0.5) - 0.5, down.seen(point_px.y + 0.5) - 0.5};
}

std::vector<Setting> Distortion::settings_of(Settings& s) {
    return {{"augment.distort_chance", "optical or grid distortion", &s.distort_chance, 0, 1},
            {"augment.optical_limit", "largest radial coefficient", &s.optical_limit, 0, 2},
            {"augment.grid_limit", "largest stretch of a cell", &s.grid_limit, 0, 0.9},
            {"augment.grid_steps", "cells a side", &s.grid_steps, 1, 64}};
}

Distortion Distortion::draw(const Settings& settings, Random& random, FrameSize /*size*/) {
    if (!random.chance(settings.distort_chance)) return {};
    if (random.chance(0.5)) return {draw_optical_distortion(settings, random)};
    return {draw_grid_distortion(settings, random)};
}

ByteStack Distortion::apply(ByteStack frames, std::uint64_t /*noise_seed*/, int threads) const {
    if (const auto* lens = std::get_if<OpticalDistortion>(&kind))
        return distort(std::move(frames), *lens, threads);
    if (const auto* grid = std::get_if<GridDistortion>(&kind))
        return distort(std::move(frames), *grid, threads);
    return frames;
}

Point Distortion::move(Point point_px, FrameSize size) const {
    if (const auto* lens = std::get_if<OpticalDistortion>(&kind)) return distort_point(point_px, *lens, size);
    if (const auto* grid = std::get_if<GridDistortion>(&kind)) return distort_point(point_px, *grid, size);
    return point_px;
}

std::vector<Example<Distortion>> Distortion::examples(const Settings& settings, Random& random,
                                                      FrameSize /*size*/) {
    return {{"optical distortion, barrel", {OpticalDistortion{settings.optical_limit}}},
            {"optical distortion, pincushion", {OpticalDistortion{-settings.optical_limit}}},
            {"grid distortion", {draw_grid_distortion(settings, random)}}};
}

}  // namespace lumbar
