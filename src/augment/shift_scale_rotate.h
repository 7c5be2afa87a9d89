// Rotates and scales frames about their centre, then shifts them; bilinear, mirrored border.
#pragma once

#include <cstdint>
#include <vector>

#include "augment/augmentation.h"

namespace lumbar {

// albumentations' ShiftScaleRotate: cv::getRotationMatrix2D about (width/2 - 0.5, height/2 - 0.5), then the
// shift.  The place between pixels is finer than cv::warpAffine's (1/256 for 1/32 px).
struct ShiftScaleRotate {
    struct Settings {
        double shift = 0.10;  // largest move, as a share of the side
        double scale = 0.25;  // largest change of the factor 1
        double rotate_deg = 30;
    };
    static std::vector<Setting> settings_of(Settings& settings);

    double shift_x = 0, shift_y = 0;  // share of the width and of the height
    double scale = 1;
    double angle_deg = 0;  // counter-clockwise
    bool operator==(const ShiftScaleRotate&) const = default;

    static ShiftScaleRotate draw(const Settings& settings, Random& random, FrameSize size);
    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const;
    Point move(Point point_px, FrameSize size) const;
    static std::vector<Example<ShiftScaleRotate>> examples(const Settings& settings, Random& random,
                                                           FrameSize size);
};

}  // namespace lumbar
