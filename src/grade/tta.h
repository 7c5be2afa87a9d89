// Test-time augmentation: the crops of a series in, the views that a net is shown out.
#pragma once

#include <torch/torch.h>

#include <array>
#include <cstdint>

#include "config/recipe.h"
#include "core/crop.h"

namespace lumbar {

// Degrees, counter-clockwise, in the solution's order; --tta N takes the first N.
inline constexpr std::array<double, 9> kTtaAnglesDeg = {0, -15, 15, -10, 10, -5, 5, -20, 20};

struct GradeInput {
    torch::Tensor discs;  // float32 [5,S,1,size,size], 0..1
    torch::Tensor mask;   // bool [S], true: a real frame; the others are padding, and black
    std::int64_t first_real = 0, real_frames = 0;
};

// Middle frames, turned by `angle_deg` (bilinear, mirrored border, on bytes), bicubic to the recipe's size.
// A level whose crop is empty is black.  Throws Error if every level is.
GradeInput grade_input(const Crops& crops, const Recipe& recipe, double angle_deg, int threads);

}  // namespace lumbar
