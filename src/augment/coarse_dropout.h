// Blackens some pixels of frames, the same ones in all of them.
#pragma once

#include <cstdint>
#include <vector>

#include "augment/augmentation.h"

namespace lumbar {

// albumentations' CoarseDropout with holes of one pixel; here no hole is drawn twice.
struct CoarseDropout {
    struct Settings {
        double dropout_chance = 0;
        int dropout_low = 50, dropout_high = 250;  // pixels
    };
    static std::vector<Setting> settings_of(Settings& settings);
    static void check(const Settings& settings);

    std::vector<int> pixels{};  // y * width + x
    bool operator==(const CoarseDropout&) const = default;

    static CoarseDropout draw(const Settings& settings, Random& random, FrameSize size);
    // Throws Error for a pixel outside the frames.
    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const;
    Point move(Point point_px, FrameSize /*size*/) const { return point_px; }
    static std::vector<Example<CoarseDropout>> examples(const Settings& settings, Random& random,
                                                        FrameSize size);
};

// Without its chance: as many pixels as drawn, or all pixels of a smaller frame.
CoarseDropout draw_pixels(const CoarseDropout::Settings& settings, Random& random, FrameSize size);

}  // namespace lumbar
