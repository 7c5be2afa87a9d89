// Turns frames upside down, by chance.
#pragma once

#include <cstdint>
#include <vector>

#include "augment/augmentation.h"

namespace lumbar {

struct VerticalFlip {
    struct Settings {
        double vertical_flip_chance = 0;
    };
    static std::vector<Setting> settings_of(Settings& settings);

    bool flips = false;
    bool operator==(const VerticalFlip&) const = default;

    static VerticalFlip draw(const Settings& settings, Random& random, FrameSize size);
    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const;
    Point move(Point point_px, FrameSize size) const;
    static std::vector<Example<VerticalFlip>> examples(const Settings& settings, Random& random,
                                                       FrameSize size);
};

}  // namespace lumbar
