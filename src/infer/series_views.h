// Plans the test-time views of a series' discs: which frames of which crops, and the tables to render them
// by.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "config/recipe.h"
#include "core/crop.h"
#include "image/middle_frames.h"
#include "kernels/render_views.h"

namespace lumbar {

struct SeriesViewPlan {
    std::vector<std::int64_t> levels;  // that have a crop
    MiddleRange seen;          // the crops' frames that the nets see, and their place among the recipe's
    kernels::ViewPlan render;  // of every frame: a view for each angle, of the recipe's size
};

// Middle frames, turned by each angle (bilinear, mirrored border, on bytes), bicubic to the recipe's size.
// Throws Error (data) if no level has a crop or the crops differ in size.
SeriesViewPlan plan_series_views(const Crops& crops, const Recipe& recipe,
                                 std::span<const double> angles_deg);

}  // namespace lumbar
