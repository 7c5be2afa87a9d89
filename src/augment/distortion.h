// Distorts frames as a lens does, or as cloth that is stretched unevenly; bilinear, mirrored border.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "augment/augmentation.h"

namespace lumbar {

// albumentations' OpticalDistortion (its shift, at most 0.05 px, is rounded to none):
// cv::initUndistortRectifyMap with both radial coefficients k.  What is seen at radius r, in sides from the
// middle, lies at r (1 + k r^2 + k r^4).  OpenCV's default new camera would add half a pixel; here the middle
// stays where it is.
struct OpticalDistortion {
    double k = 0;
    bool operator==(const OpticalDistortion&) const = default;
};

// albumentations' GridDistortion, not normalized: cells of equal size show stretches of the image of these
// factors, one after the other from the upper left corner.  The cells share the side without rest, and a
// factor of 1 changes nothing.
struct GridDistortion {
    std::vector<double> across{}, down{};  // as many as cells (none: one of factor 1); above 0
    bool operator==(const GridDistortion&) const = default;
};

// One of the two, by chance.
struct Distortion {
    struct Settings {
        double distort_chance = 0.5;
        double optical_limit = 1.0;  // largest radial coefficient
        double grid_limit = 0.3;     // largest stretch of a cell
        int grid_steps = 5;
    };
    static std::vector<Setting> settings_of(Settings& settings);

    std::variant<std::monostate, OpticalDistortion, GridDistortion> kind{};
    bool operator==(const Distortion&) const = default;

    static Distortion draw(const Settings& settings, Random& random, FrameSize size);
    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const;
    Point move(Point point_px, FrameSize size) const;
    static std::vector<Example<Distortion>> examples(const Settings& settings, Random& random,
                                                     FrameSize size);
};

OpticalDistortion draw_optical_distortion(const Distortion::Settings& settings, Random& random);
GridDistortion draw_grid_distortion(const Distortion::Settings& settings, Random& random);

ByteStack distort(ByteStack frames, const OpticalDistortion& lens, int threads);
ByteStack distort(ByteStack frames, const GridDistortion& grid, int threads);

// Where it takes a point, in pixels whose centres are whole numbers.  A lens with k < 0 never shows what lies
// far from the middle, and shows the rest twice: such points go to the fold, and others inside it.
Point distort_point(Point point_px, const OpticalDistortion& lens, FrameSize size);
Point distort_point(Point point_px, const GridDistortion& grid, FrameSize size);

}  // namespace lumbar
