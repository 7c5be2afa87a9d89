// Arranges tiles of one size in rows of one grey picture.
#pragma once

#include "core/stack.h"
#include "image/image_file.h"

namespace lumbar {

// Row by row, `gap_px` white pixels between tiles; places without a tile are black.  `columns` is at least 1.
Picture contact_sheet(const ByteStack& tiles, int columns, int gap_px);

}  // namespace lumbar
