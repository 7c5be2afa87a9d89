// Draws captions into grey pictures, in the font of stb_easy_font: capitals are 7 dots high.
#pragma once

#include <cstdint>
#include <string>

#include "image/image_file.h"

namespace lumbar {

// Of a line of text with dots of one pixel: from above the capitals to below the descenders.
inline constexpr int kTextHeight_px = 12;
int text_width_px(const std::string& text);

// From (x, y), the line's upper left corner; what lies outside of the picture is cut.  Characters that are
// not ASCII become question marks.
void draw_text(Picture& picture, int x_px, int y_px, const std::string& text, std::uint8_t grey);

}  // namespace lumbar
