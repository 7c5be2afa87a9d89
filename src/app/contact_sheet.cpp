#include "app/contact_sheet.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace lumbar {

Picture contact_sheet(const ByteStack& tiles, int columns, int gap_px) {
    constexpr std::uint8_t kWhite = 255;
    const int rows = (tiles.frames + columns - 1) / columns;
    const int step_y = tiles.height + gap_px, step_x = tiles.width + gap_px;
    Picture sheet{rows * step_y - gap_px, columns * step_x - gap_px, 1, {}};
    sheet.pixels.assign(static_cast<std::size_t>(sheet.height) * static_cast<std::size_t>(sheet.width),
                        kWhite);
    const ByteStack nothing(1, tiles.height, tiles.width);
    for (int place = 0; place < rows * columns; ++place) {
        const std::uint8_t* tile = place < tiles.frames ? tiles.frame(place) : nothing.frame(0);
        for (int y = 0; y < tiles.height; ++y) {
            const int row = place / columns * step_y + y, column = place % columns * step_x;
            std::copy_n(tile + static_cast<std::ptrdiff_t>(y) * tiles.width, tiles.width,
                        sheet.pixels.begin() + static_cast<std::ptrdiff_t>(row) * sheet.width + column);
        }
    }
    return sheet;
}

}  // namespace lumbar
