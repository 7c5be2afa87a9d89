#include "inspect/contact_sheet.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "image/draw_text.h"

namespace lumbar {
namespace {

constexpr int kGap = 6;  // px
constexpr std::uint8_t kWhite = 255, kBlack = 0;

std::string cut_to(std::string text, int width_px) {
    while (!text.empty() && text_width_px(text) > width_px) text.pop_back();
    return text;
}

}  // namespace

Picture contact_sheet(const ByteStack& tiles, const std::vector<std::string>& captions, int columns) {
    const int rows = (tiles.frames + columns - 1) / columns;
    const int step_y = tiles.height + kTextHeight_px + kGap, step_x = tiles.width + kGap;
    Picture sheet{rows * step_y + kGap, columns * step_x + kGap, 1, {}};
    sheet.pixels.assign(static_cast<std::size_t>(sheet.height) * static_cast<std::size_t>(sheet.width),
                        kWhite);
    for (int tile = 0; tile < tiles.frames; ++tile) {
        const int top = kGap + tile / columns * step_y, left = kGap + tile % columns * step_x;
        for (int y = 0; y < tiles.height; ++y) {
            std::copy_n(tiles.frame(tile) + static_cast<std::ptrdiff_t>(y) * tiles.width, tiles.width,
                        sheet.pixels.begin() + static_cast<std::ptrdiff_t>(top + y) * sheet.width + left);
        }
        draw_text(sheet, left, top + tiles.height + 2,
                  cut_to(captions.at(static_cast<std::size_t>(tile)), tiles.width), kBlack);
    }
    return sheet;
}

}  // namespace lumbar
