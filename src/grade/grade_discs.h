// The crops of a series in, class probabilities of a recipe's findings out: summed over nets and views.
#pragma once

#include <cstdint>
#include <span>

#include "config/recipe.h"
#include "core/crop.h"
#include "core/findings.h"
#include "grade/tta.h"
#include "models/ensemble.h"
#include "models/grading_net.h"

namespace lumbar {

struct GradeOptions {
    int views = 9;  // of kTtaAnglesDeg
    int batch = 0;  // frames in one forward pass; 0: what suits the device
    int threads = 1;
    std::int64_t most_pixels = 0;  // in the passes that run at once on a CPU; 0: what suits it

    std::span<const double> angles_deg() const {
        return std::span(kTtaAnglesDeg).first(static_cast<std::size_t>(views));
    }
};

// Softmax per view, of views shown at the first `options.views` angles.  Throws Error if a net's score is not
// finite.
FindingTally grade_views(const SeriesViews& views, const Recipe& recipe, Ensemble<GradingNet>& ensemble,
                         const GradeOptions& options);

// show_views and grade_views.  Levels whose crop is empty get nothing.
FindingTally grade_discs(const Crops& crops, const Recipe& recipe, Ensemble<GradingNet>& ensemble,
                         const GradeOptions& options);

}  // namespace lumbar
