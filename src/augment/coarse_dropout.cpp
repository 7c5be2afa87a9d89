#include "augment/coarse_dropout.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>

#include "base/error.h"

namespace lumbar {

// Distinct without drawing again: R. Floyd, in Bentley, "A sample of brilliance", CACM 30(9), 1987, p. 754.
CoarseDropout draw_coarse_dropout(const AugmentationSettings& settings, Random& random, int height_px,
                                  int width_px) {
    const auto size = static_cast<std::int64_t>(height_px) * width_px;
    const auto count = std::min(size, random.integer(settings.dropout_low, settings.dropout_high));
    std::unordered_set<std::int64_t> taken;
    CoarseDropout dropout;
    for (std::int64_t last = size - count; last < size; ++last) {
        const std::int64_t drawn = random.integer(0, last);
        const std::int64_t pixel = taken.contains(drawn) ? last : drawn;
        taken.insert(pixel);
        dropout.pixels.push_back(static_cast<int>(pixel));
    }
    return dropout;
}

ByteStack drop_pixels(ByteStack frames, const CoarseDropout& dropout) {
    for (const int pixel : dropout.pixels) {
        if (pixel >= 0 && static_cast<std::size_t>(pixel) < frames.frame_size()) continue;
        throw Error({"no such pixel", "drop_pixels", "0 to " + std::to_string(frames.frame_size()) + " - 1",
                     std::to_string(pixel)});
    }
    for (int s = 0; s < frames.frames; ++s) {
        std::uint8_t* const frame = frames.frame(s);
        for (const int pixel : dropout.pixels) frame[static_cast<std::size_t>(pixel)] = 0;
    }
    return frames;
}

}  // namespace lumbar
