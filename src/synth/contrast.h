// Draws how bright each tissue is in a kind of series; every scanner differs a little.
#pragma once

#include <array>

#include "base/random.h"
#include "core/study.h"
#include "synth/tissue.h"

namespace lumbar {

struct Contrast {
    std::array<float, kTissues> signal{};  // fluid in T2 and fat in T1 are about 1

    float of(const Mixture& mixture) const {
        float sum = 0;
        for (std::size_t i = 0; i < kTissues; ++i) sum += mixture.share[i] * signal[i];
        return sum * mixture.gain;
    }
};

// Drawn T2 may come out as STIR, where fat is dark.
Contrast typical_contrast(SeriesKind kind);
Contrast draw_contrast(SeriesKind kind, Random& random);

}  // namespace lumbar
