// Paints all that lies around the spine: skin, fat, muscles, vessels, bowel.
#pragma once

#include "synth/site.h"
#include "synth/smooth_texture.h"
#include "synth/tissue.h"

namespace lumbar {

void paint_surroundings(Mixture& mixture, const Site& site, const BodyPlan& plan,
                        const SmoothTexture& texture);

}  // namespace lumbar
