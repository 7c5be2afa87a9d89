// A series as an image: frames from the patient's left to right, values after rescaling.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/frame_place.h"
#include "core/stack.h"

namespace lumbar {

struct Volume {
    FloatStack frames;                                // [S,H,W]
    std::optional<std::array<double, 2>> spacing_mm;  // row, column spacing within a frame; often unknown
    bool is_left_first = false;  // positions prove that the frames go from the patient's left to the right
    std::vector<FramePlace> places{};  // of each frame; of what its header does not say nothing
};

}  // namespace lumbar
