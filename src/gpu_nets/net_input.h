// What a net is shown of a series, as bytes: the GPU makes images of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels/gpu/arguments.h"
#include "kernels/render_views.h"

namespace lumbar::gpu {

// Stage 1: the real frames [real,H,W], 0..255, as they are.
struct PlainFrames {
    std::span<const std::uint8_t> bytes;
    int size = 0;  // px, H and W
};

// Stage 2: crops [real,H,W], 0..255, one a level; each is shown in every view of the plan.
struct CropViews {
    std::vector<std::span<const std::uint8_t>> crops;
    const kernels::ViewPlan* plan = nullptr;
};

// `rows.discs` is 1 for plain frames, and views times levels, views first, for crops.
struct NetInput {
    PlainFrames frames;
    CropViews views;  // instead, if it has crops
    FrameRows rows{};
};

}  // namespace lumbar::gpu
