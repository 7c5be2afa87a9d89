// Series in, ten points out: the median over the ensemble, relative to the image.
#pragma once

#include "config/recipe.h"
#include "core/keypoints.h"
#include "core/volume.h"
#include "image/normalize.h"
#include "models/ensemble.h"
#include "models/keypoint_net.h"

namespace lumbar {

// Throws Error if the ensemble is empty or a point is not finite.
Keypoints locate_discs(const Volume& series, IntensityRange range, const Recipe& recipe,
                       Ensemble<KeypointNet>& ensemble, int threads);

}  // namespace lumbar
