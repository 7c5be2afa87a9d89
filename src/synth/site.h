// One point of a body as the painters see it: where it lies along the spine and which bones are nearest.
#pragma once

#include <cstddef>

#include "synth/body_plan.h"

namespace lumbar {

struct Site {
    double along_mm = 0, behind_mm = 0;  // down the spine's curve, and behind it
    double lateral_mm = 0;               // to the patient's left of the spine's middle
    double y_mm = 0, z_mm = 0;           // patient frame, for what does not follow the spine
    double back_skin_mm = 0;             // y of the skin behind
    double edge_mm = 1;                  // how soft edges are: about a pixel
    std::size_t vertebra = 0;            // the one at this height
    std::size_t disc = 0;                // the nearest one
};

}  // namespace lumbar
