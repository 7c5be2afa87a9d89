// A series in, a picture of what training may make of its middle frame out, and its legend on stdout.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/stack.h"

namespace lumbar {

// The frame squeezed to a square; each change alone at full strength, then some whole plans of the seed.
void draw_augmentations(const FloatStack& frames, std::uint64_t seed, const std::filesystem::path& path);

}  // namespace lumbar
