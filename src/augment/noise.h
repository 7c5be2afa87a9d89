// Adds Gaussian noise to frames, drawn from a seed for each pixel of each frame.
#pragma once

#include <cstdint>

#include "core/stack.h"

namespace lumbar {

// albumentations' GaussNoise, rounded (which it truncates, half a level darker) and clipped.
struct GaussNoise {
    double variance = 0;  // grey levels squared
    bool operator==(const GaussNoise&) const = default;
};

// The result does not depend on `threads`.
ByteStack add_noise(ByteStack frames, const GaussNoise& noise, std::uint64_t seed, int threads);

}  // namespace lumbar
