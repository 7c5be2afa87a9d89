// Changes the grey levels of frames: the contrast about black, then the brightness.
#pragma once

#include "base/random.h"
#include "config/augmentation.h"
#include "core/stack.h"

namespace lumbar {

// albumentations' RandomBrightnessContrast with brightness_by_max: contrast * v + brightness * 255, clipped
// and truncated.
struct BrightnessContrast {
    double brightness = 0;  // share of 255
    double contrast = 1;    // factor
    bool operator==(const BrightnessContrast&) const = default;
};

BrightnessContrast draw_brightness_contrast(const AugmentationSettings& settings, Random& random);

ByteStack change_grey_levels(ByteStack frames, const BrightnessContrast& change, int threads);

}  // namespace lumbar
