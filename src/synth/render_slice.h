// Renders the image that a scanner makes of a body in a plane: shaded by the coil, noisy, 12 bits.
#pragma once

#include <array>
#include <cstdint>

#include "base/random.h"
#include "core/stack.h"
#include "synth/anatomy.h"
#include "synth/contrast.h"
#include "synth/scan_plan.h"

namespace lumbar {

// What all slices of a series share.
struct Scanner {
    Contrast contrast;
    double coil_reach_mm = 120;              // towards the front, over which the signal falls e-fold
    double coil_length_mm = 400;             // along the body
    std::array<double, 3> coil_centre_mm{};  // patient frame
    double tilt_per_mm = 0;                  // the rest of the bias field: one slope from left to right
    double noise = 0.02;                     // of fluid's signal, per acquired pixel
    double brightness = 1200;                // stored value of 1
    int acquired_px = 288;                   // the longer side before interpolation
};

Scanner draw_scanner(SeriesKind kind, const Anatomy& anatomy, Random& random);

Stack<std::uint16_t> render_slice(const Anatomy& anatomy, const SlicePlane& plane, const Scanner& scanner,
                                  std::uint64_t noise_seed);

}  // namespace lumbar
