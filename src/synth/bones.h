// Paints the column: vertebral bodies with their cortex, the discs between them, and the arches behind the
// canal.
#pragma once

#include "synth/site.h"
#include "synth/smooth_texture.h"
#include "synth/tissue.h"

namespace lumbar {

void paint_column(Mixture& mixture, const Site& site, const BodyPlan& plan, const SmoothTexture& texture);
void paint_arches(Mixture& mixture, const Site& site, const BodyPlan& plan);

}  // namespace lumbar
