// A series as an image: frames from the patient's left to right, values after rescaling.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/stack.h"

namespace lumbar {

// The image that a frame was read from, by the UIDs that its file states, which may be anything.
struct FrameSource {
    std::string sop_class, instance_uid, series_uid;
    int frame = 0;  // counted from 1 within a multi-frame image; 0: the image has no other
};

struct Volume {
    FloatStack frames;                                // [S,H,W]
    std::optional<std::array<double, 2>> spacing_mm;  // row, column spacing within a frame; often unknown
    bool is_left_first = false;  // positions prove that the frames go from the patient's left to the right
    // Orientations prove that every frame is sagittal, with the patient's front at the left, the head on top.
    bool is_upright = false;
    std::vector<FrameSource> sources{};  // one a frame; empty where the volume is not from files
};

}  // namespace lumbar
