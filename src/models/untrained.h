// A folder of small nets that have learned nothing: one a recipe, to try the machinery with.
#pragma once

#include <cstdint>
#include <filesystem>

#include "config/recipe.h"

namespace lumbar {

// Random weights from `seed`, convolutions by He's initialisation; stage 1's answer is near a fixed,
// plausible spine, so that the crops that follow show something.  The metadata says "untrained".
void write_untrained_nets(const std::filesystem::path& folder, const std::vector<Recipe>& recipes,
                          std::uint64_t seed);

}  // namespace lumbar
