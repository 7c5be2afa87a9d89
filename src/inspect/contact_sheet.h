// Arranges tiles of one size in rows of one grey picture, each with a caption below it.
#pragma once

#include <string>
#include <vector>

#include "core/stack.h"
#include "image/image_file.h"

namespace lumbar {

// Row by row on white, with gaps between.  `captions`: one a tile, cut to its width.  `columns` is at
// least 1.
Picture contact_sheet(const ByteStack& tiles, const std::vector<std::string>& captions, int columns);

}  // namespace lumbar
