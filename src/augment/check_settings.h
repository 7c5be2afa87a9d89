// Refuses augmentation settings from which no plan can be drawn.
#pragma once

#include "config/augmentation.h"

namespace lumbar {

// Throws Error (usage) that names the setting: NaN, negative strengths, chances outside 0..1, ranges upside
// down, changes that would turn the image inside out.
void check_settings(const AugmentationSettings& settings);

}  // namespace lumbar
