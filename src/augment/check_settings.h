// Refuses augmentation settings from which no plan can be drawn.
#pragma once

#include "config/augmentation.h"

namespace lumbar {

// Throws Error (usage) that names the setting: NaN, what is outside the range in config/training.cpp's table,
// and a low end above its high end.
void check_settings(const AugmentationSettings& settings);

}  // namespace lumbar
