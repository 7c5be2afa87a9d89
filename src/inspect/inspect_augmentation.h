// Draws what augmentation may make of the middle frame of a series, and prints a legend.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/stack.h"

namespace lumbar {

// The frame resized to a square; each change alone at full strength, then some whole plans of the seed.
void draw_augmentations(const FloatStack& frames, std::uint64_t seed, const std::filesystem::path& path);

}  // namespace lumbar
