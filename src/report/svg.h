// What the pictures of this room share: how text gets into SVG, and their style sheet.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lumbar {

// The style sheet has a class for each: c0, c1, ...
inline constexpr std::size_t kColours = 8;

// Text for between two tags or within quotes.
std::string xml_text(std::string_view text);

// A <style> element, light or dark as the reader's screen is; its classes are those that panel.cpp uses.
std::string style_svg();

}  // namespace lumbar
