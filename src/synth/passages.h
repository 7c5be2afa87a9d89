// Paints what the grades are about: the canal with its sac and recesses, and the foramina, as open as the
// plan says.
#pragma once

#include "synth/site.h"
#include "synth/smooth_texture.h"
#include "synth/tissue.h"

namespace lumbar {

void paint_canal(Mixture& mixture, const Site& site, const BodyPlan& plan, const SmoothTexture& texture);
void paint_foramina(Mixture& mixture, const Site& site, const BodyPlan& plan);

// Middle of a foramen, as (along, behind, lateral) mm; side is kLeft or kRight.
struct Passage {
    double along_mm = 0, behind_mm = 0, lateral_mm = 0;
};
Passage foramen_centre(const BodyPlan& plan, int disc, int side);
Passage recess_centre(const BodyPlan& plan, int disc, int side);

}  // namespace lumbar
