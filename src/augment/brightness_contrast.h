// Changes the grey levels of frames: the contrast about black, then the brightness.
#pragma once

#include <cstdint>
#include <vector>

#include "augment/augmentation.h"

namespace lumbar {

// albumentations' RandomBrightnessContrast with brightness_by_max: contrast * v + brightness * 255, clipped
// and truncated.
struct BrightnessContrast {
    struct Settings {
        double brightness = 0.4;  // largest shift, as a share of 255
        double contrast = 0.25;   // largest change of the factor 1
    };
    static std::vector<Setting> settings_of(Settings& settings);

    double brightness = 0;  // share of 255
    double contrast = 1;    // factor
    bool operator==(const BrightnessContrast&) const = default;

    static BrightnessContrast draw(const Settings& settings, Random& random, FrameSize size);
    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const;
    Point move(Point point_px, FrameSize /*size*/) const { return point_px; }
    static std::vector<Example<BrightnessContrast>> examples(const Settings& settings, Random& random,
                                                             FrameSize size);
};

}  // namespace lumbar
