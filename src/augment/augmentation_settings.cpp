#include "augment/augmentation_settings.h"

namespace lumbar {

std::vector<Setting> settings_of(AugmentationSettings& settings) {
    std::vector<Setting> all = {
        {"augment.size", "px to which frames are shrunk first; 0: as they are", &settings.size, 0, 4096}};
    const auto of_augmentations = Augmentations::settings_of(settings);
    all.insert(all.end(), of_augmentations.begin(), of_augmentations.end());
    return all;
}

void check_settings(const AugmentationSettings& settings) {
    AugmentationSettings copy = settings;
    check_ranges(settings_of(copy));
    Augmentations::check(settings);
}

}  // namespace lumbar
