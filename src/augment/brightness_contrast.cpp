#include "augment/brightness_contrast.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/run_parallel.h"

namespace lumbar {
namespace {

std::array<std::uint8_t, 256> level_table(const BrightnessContrast& change) {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t level = 0; level < table.size(); ++level) {
        const double value = change.contrast * static_cast<double>(level) + change.brightness * 255;
        table[level] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
    }
    return table;
}

}  // namespace

BrightnessContrast draw_brightness_contrast(const AugmentationSettings& settings, Random& random) {
    const double brightness = random.uniform(-settings.brightness, settings.brightness);
    return {brightness, 1 + random.uniform(-settings.contrast, settings.contrast)};
}

ByteStack change_grey_levels(ByteStack frames, const BrightnessContrast& change, int threads) {
    if (change == BrightnessContrast{}) return frames;
    const auto table = level_table(change);
    run_parallel(frames.frames, threads, [&](int s) {
        std::uint8_t* const frame = frames.frame(s);
        std::transform(frame, frame + frames.frame_size(), frame, [&](std::uint8_t v) { return table[v]; });
    });
    return frames;
}

}  // namespace lumbar
