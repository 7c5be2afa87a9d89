// What a point of the body is made of: shares of tissues, painted one over the other.
#pragma once

#include <array>
#include <cstddef>

namespace lumbar {

enum class Tissue {
    air,
    skin,
    fat,
    muscle,
    ligament,
    cortical_bone,
    marrow,
    nucleus,   // the water-rich core of a healthy disc
    dry_disc,  // the same core when degenerated
    annulus,   // a disc's outer ring, and whatever of it bulges
    csf,
    nerve,   // roots and cord
    vessel,  // fast blood: no signal
    vein,    // slow blood: bright in T2
    bowel,
    spare
};
inline constexpr std::size_t kTissues = 16;

struct Mixture {
    std::array<float, kTissues> share{};  // sums to 1
    float gain = 1;                       // local unevenness of the signal

    void fill(Tissue tissue) {
        share.fill(0);
        share[static_cast<std::size_t>(tissue)] = 1;
    }
    // Covers `alpha` (0..1) of what is there.
    void paint(Tissue tissue, double alpha) {
        if (alpha <= 0) return;
        const float rest = 1 - static_cast<float>(alpha);
        for (float& value : share) value *= rest;
        share[static_cast<std::size_t>(tissue)] += static_cast<float>(alpha);
    }
    float operator[](Tissue tissue) const { return share[static_cast<std::size_t>(tissue)]; }
};

}  // namespace lumbar
