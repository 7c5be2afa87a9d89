// Holds the settings of all augmentations.
#pragma once

#include <vector>

#include "augment/augmentations.h"
#include "config/setting.h"

namespace lumbar {

// By default the solution's values for stage 1 (docs/pipeline.md, "Augmentation"); zero strength or a chance
// of zero leaves a sample as it is.  The semantics are albumentations'.
struct AugmentationSettings : Augmentations::Settings {
    int size = 0;  // px, square, to which frames are shrunk before anything else; 0: as they are (slower)
};

// Every setting there is, pointing into `settings`.
std::vector<Setting> settings_of(AugmentationSettings& settings);

// Throws Error (usage) that names the setting: NaN, what is outside its range, and a low end above its high
// end.
void check_settings(const AugmentationSettings& settings);

}  // namespace lumbar
