// Renders the test-time views of a series' discs on the CPU, as tensors for the nets of a recipe.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <span>
#include <vector>

#include "config/recipe.h"
#include "core/crop.h"

namespace lumbar {

// What the nets of a recipe are shown of a series: N = angles x levels, R frames that are not padding.
struct SeriesViews {
    torch::Tensor frames;              // float32 [N,R,1,H,W], 0..1
    torch::Tensor mask;                // bool [S], true: a real frame; the others are padding, and black
    std::int64_t first_real = 0;       // of the S frames that the nets take
    std::vector<std::int64_t> levels;  // that have a crop
};

// As plan_series_views plans them.  Throws what that throws.
SeriesViews render_tta_views(const Crops& crops, const Recipe& recipe, std::span<const double> angles_deg,
                             int threads);

}  // namespace lumbar
