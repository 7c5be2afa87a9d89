// The crops of a series in, class probabilities of a recipe's findings out: summed over nets and views.
#pragma once

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

// Softmax per view.  Levels whose crop is empty get nothing.  Throws Error if a net's score is not finite.
FindingTally grade_discs(const Crops& crops, const Recipe& recipe, Ensemble<GradingNet>& ensemble,
                         const GradeOptions& options);

}  // namespace lumbar
