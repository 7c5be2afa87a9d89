#include "augment/brightness_contrast.h"

#include <algorithm>
#include <array>
#include <cstddef>

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

std::vector<Setting> BrightnessContrast::settings_of(Settings& s) {
    return {{"augment.brightness", "largest shift, share of 255", &s.brightness, 0, 1},
            {"augment.contrast", "largest change of contrast", &s.contrast, 0, 1}};
}

BrightnessContrast BrightnessContrast::draw(const Settings& settings, Random& random, FrameSize /*size*/) {
    const double shift = random.uniform(-settings.brightness, settings.brightness);
    return {shift, 1 + random.uniform(-settings.contrast, settings.contrast)};
}

ByteStack BrightnessContrast::apply(ByteStack frames, std::uint64_t /*noise_seed*/, int threads) const {
    if (*this == BrightnessContrast{}) return frames;
    const auto table = level_table(*this);
    run_parallel(frames.frames, threads, [&](int s) {
        std::uint8_t* const frame = frames.frame(s);
        std::transform(frame, frame + frames.frame_size(), frame, [&](std::uint8_t v) { return table[v]; });
    });
    return frames;
}

std::vector<Example<BrightnessContrast>> BrightnessContrast::examples(const Settings& settings,
                                                                      Random& /*random*/,
                                                                      FrameSize /*size*/) {
    return {{"brighter", {settings.brightness, 1}},
            {"darker", {-settings.brightness, 1}},
            {"more contrast", {0, 1 + settings.contrast}},
            {"less contrast", {0, 1 - settings.contrast}}};
}

}  // namespace lumbar
