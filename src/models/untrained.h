// Writes a folder of nets that have learned nothing: one a recipe, to try the machinery with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "config/hgnetv2_config.h"
#include "config/recipe.h"

namespace lumbar {

struct UntrainedSize {
    std::string backbone = "hgnetv2_b0";
    HgNetV2Scale scale{.width = 0.5, .depth = 0.34, .head_width = 64};
};

// Random weights from `seed`, convolutions by He's initialisation; stage 1's answer is near a fixed,
// plausible spine, so that the crops that follow show something.  The metadata says "untrained".
void write_untrained_nets(const std::filesystem::path& folder, const std::vector<Recipe>& recipes,
                          std::uint64_t seed, const UntrainedSize& size = {});

}  // namespace lumbar
