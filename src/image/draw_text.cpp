#include "image/draw_text.h"

#include <stb_easy_font.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace lumbar {
namespace {

// As stb_easy_font writes them: four corners a rectangle.
struct Vertex {
    float x, y, z;
    std::array<unsigned char, 4> colour;
};
using Rectangle = std::array<Vertex, 4>;

std::string ascii(const std::string& text) {
    std::string result = text;
    for (char& c : result) c = c >= ' ' && c <= '~' ? c : '?';
    return result;
}

std::vector<Rectangle> rectangles_of(const std::string& text) {
    constexpr std::size_t kMostRectangles = 64;  // a character; the font's have a dozen
    std::string copy = ascii(text);              // stb takes what it could change
    std::vector<Rectangle> rectangles(kMostRectangles * (copy.size() + 1));
    const int bytes = static_cast<int>(rectangles.size() * sizeof(Rectangle));
    const int count = stb_easy_font_print(0, 0, copy.data(), nullptr, rectangles.data(), bytes);
    rectangles.resize(static_cast<std::size_t>(count));
    return rectangles;
}

}  // namespace

int text_width_px(const std::string& text) {
    std::string copy = ascii(text);
    return stb_easy_font_width(copy.data());
}

void draw_text(Picture& picture, int x_px, int y_px, const std::string& text, std::uint8_t grey) {
    for (const Rectangle& rectangle : rectangles_of(text)) {
        const auto place = [](float at, int origin, int end) {
            return std::clamp(static_cast<int>(std::lround(at)) + origin, 0, end);
        };
        const int left = place(rectangle[0].x, x_px, picture.width),
                  right = place(rectangle[2].x, x_px, picture.width);
        const int top = place(rectangle[0].y, y_px, picture.height),
                  bottom = place(rectangle[2].y, y_px, picture.height);
        for (int y = top; y < bottom; ++y) {
            const auto row = (static_cast<std::ptrdiff_t>(y) * picture.width + left) * picture.channels;
            std::fill_n(picture.pixels.begin() + row, (right - left) * picture.channels, grey);
        }
    }
}

}  // namespace lumbar
