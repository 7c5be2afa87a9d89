// Test-time augmentation: the crops of a series in, the views that a net is shown out.
#pragma once

#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "config/recipe.h"
#include "core/crop.h"

namespace lumbar {

// Degrees, counter-clockwise, in the solution's order; --tta N takes the first N.
inline constexpr std::array<double, 9> kTtaAnglesDeg = {0, -15, 15, -10, 10, -5, 5, -20, 20};

// What the nets of a recipe are shown of a series: N = angles x levels, R frames that are not padding.
struct SeriesViews {
    torch::Tensor frames;              // float32 [N,R,1,H,W], 0..1
    torch::Tensor mask;                // bool [S], true: a real frame; the others are padding, and black
    std::int64_t first_real = 0;       // of the S frames that the nets take
    std::vector<std::int64_t> levels;  // that have a crop
};

// Middle frames, turned by each angle (bilinear, mirrored border, on bytes), bicubic to the recipe's size.
// The tensors lie on `device`, which renders them itself if it is a GPU and the program has kernels for it.
// Throws Error if no level has a crop or their frames differ in number.
SeriesViews show_views(const Crops& crops, const Recipe& recipe, std::span<const double> angles_deg,
                       const torch::Device& device, int threads);

}  // namespace lumbar
