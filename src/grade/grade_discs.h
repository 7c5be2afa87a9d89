// The crops of a series in, class probabilities of a recipe's findings out: summed over nets and views.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

#include "config/recipe.h"
#include "core/crop.h"
#include "core/findings.h"
#include "models/ensemble.h"
#include "models/grading_net.h"

namespace lumbar {

struct GradeOptions {
    int views = 9;  // of kTtaAnglesDeg
    int batch = 0;  // frames in one forward pass; 0: what suits the device
    int threads = 1;
};

// What the nets of a recipe are shown of a series: N = views x levels, R frames that are not padding.
struct SeriesViews {
    torch::Tensor frames;              // float32 [N,R,1,H,W], 0..1
    torch::Tensor mask;                // bool [S], true: a real frame
    std::int64_t first_real = 0;       // of the S frames that the nets take
    std::vector<std::int64_t> levels;  // that have a crop
};

// grade_discs() in two steps.  Throws Error if no level has a crop.
SeriesViews show_views(const Crops& crops, const Recipe& recipe, const GradeOptions& options);
FindingTally grade_views(const SeriesViews& views, const Recipe& recipe, Ensemble<GradingNet>& ensemble,
                         const GradeOptions& options);

// Softmax per view.  Levels whose crop is empty get nothing.  Throws Error if a net's score is not finite.
FindingTally grade_discs(const Crops& crops, const Recipe& recipe, Ensemble<GradingNet>& ensemble,
                         const GradeOptions& options);

}  // namespace lumbar
