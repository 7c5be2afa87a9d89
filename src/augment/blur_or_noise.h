// Blurs frames in one of three ways or adds noise to them, by chance.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "augment/augmentation.h"
#include "augment/blur.h"
#include "augment/noise.h"

namespace lumbar {

struct BlurOrNoise {
    struct Settings {
        double blur_chance = 0.5;  // one of motion, median and Gaussian blur (3 px) and Gaussian noise
        double noise_variance_low = 3, noise_variance_high = 9;  // grey levels squared
    };
    static std::vector<Setting> settings_of(Settings& settings);
    static void check(const Settings& settings);

    std::variant<std::monostate, MotionBlur, MedianBlur, GaussianBlur, GaussNoise> kind{};
    bool operator==(const BlurOrNoise&) const = default;

    static BlurOrNoise draw(const Settings& settings, Random& random, FrameSize size);
    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const;
    Point move(Point point_px, FrameSize size) const;
    static std::vector<Example<BlurOrNoise>> examples(const Settings& settings, Random& random,
                                                      FrameSize size);
};

}  // namespace lumbar
