// Reverses the order of the frames, by chance.
#pragma once

#include <cstdint>
#include <vector>

#include "augment/frame_size.h"
#include "base/random.h"
#include "config/setting.h"
#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

// A task with left and right labels must swap them, as stage 2 does.
struct FrameReversal {
    struct Settings {
        double reverse_chance = 0.5;
    };
    static std::vector<Setting> settings_of(Settings& settings);

    bool reverses = false;
    bool operator==(const FrameReversal&) const = default;

    static FrameReversal draw(const Settings& settings, Random& random, FrameSize size);
    ByteStack apply(ByteStack frames, std::uint64_t noise_seed, int threads) const;
    Point move(Point point_px, FrameSize /*size*/) const { return point_px; }
};

}  // namespace lumbar
