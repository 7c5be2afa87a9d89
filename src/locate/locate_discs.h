// Locates the ten disc points of a series: the median over the ensemble, relative to the image.
#pragma once

#include "config/recipe.h"
#include "core/keypoints.h"
#include "core/volume.h"
#include "image/normalize.h"
#include "infer/backend.h"

namespace lumbar {

// `recipe`: what the keypoint nets of its kind of series take; the first `most_nets` are asked.  Throws what
// Backend::keypoints throws, and Error (weights) if a net's point is not finite.
Keypoints locate_discs(const Volume& series, IntensityRange range, const Recipe& recipe, Backend& backend,
                       int threads, std::size_t most_nets = kAllNets);

}  // namespace lumbar
