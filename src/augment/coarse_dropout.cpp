#include "augment/coarse_dropout.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>

#include "base/error.h"

namespace lumbar {

std::vector<Setting> CoarseDropout::settings_of(Settings& s) {
    return {{"augment.dropout_chance", "single pixels to black", &s.dropout_chance, 0, 1},
            {"augment.dropout_low", "fewest pixels", &s.dropout_low, 0, 65536},
            {"augment.dropout_high", "most pixels", &s.dropout_high, 0, 65536}};
}

void CoarseDropout::check(const Settings& settings) {
    check_order("augment.dropout_low", settings.dropout_low, settings.dropout_high);
}

// Distinct without drawing again: R. Floyd, in Bentley, "A sample of brilliance", CACM 30(9), 1987, p. 754.
CoarseDropout draw_pixels(const CoarseDropout::Settings& settings, Random& random, FrameSize size) {
    const auto all = static_cast<std::int64_t>(size.height_px) * size.width_px;
    const auto count = std::min(all, random.integer(settings.dropout_low, settings.dropout_high));
    std::unordered_set<std::int64_t> taken;
    CoarseDropout dropout;
    for (std::int64_t last = all - count; last < all; ++last) {
        const std::int64_t drawn = random.integer(0, last);
        const std::int64_t pixel = taken.contains(drawn) ? last : drawn;
        taken.insert(pixel);
        dropout.pixels.push_back(static_cast<int>(pixel));
    }
    return dropout;
}

CoarseDropout CoarseDropout::draw(const Settings& settings, Random& random, FrameSize size) {
    return random.chance(settings.dropout_chance) ? draw_pixels(settings, random, size) : CoarseDropout{};
}

ByteStack CoarseDropout::apply(ByteStack frames, std::uint64_t /*noise_seed*/, int /*threads*/) const {
    for (const int pixel : pixels) {
        if (pixel >= 0 && static_cast<std::size_t>(pixel) < frames.frame_size()) continue;
        throw Error({"no such pixel", "CoarseDropout", "0 to " + std::to_string(frames.frame_size()) + " - 1",
                     std::to_string(pixel)});
    }
    for (int s = 0; s < frames.frames; ++s) {
        std::uint8_t* const frame = frames.frame(s);
        for (const int pixel : pixels) frame[static_cast<std::size_t>(pixel)] = 0;
    }
    return frames;
}

std::vector<Example<CoarseDropout>> CoarseDropout::examples(const Settings& settings, Random& random,
                                                            FrameSize size) {
    Settings most = settings;
    most.dropout_low = most.dropout_high;
    return {{"coarse dropout", draw_pixels(most, random, size)}};
}

}  // namespace lumbar
