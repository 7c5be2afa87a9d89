// The size of the frames that an augmentation is for.
#pragma once

namespace lumbar {

struct FrameSize {
    int height_px = 0, width_px = 0;
    bool operator==(const FrameSize&) const = default;
};

}  // namespace lumbar
