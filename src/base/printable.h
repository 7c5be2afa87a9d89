// What messages show of text from elsewhere: made fit for a terminal, and short.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lumbar {

// Control characters, which may move the cursor or retitle the window, as \x1B; line breaks and tabs stay.
std::string printable(std::string_view text);

inline constexpr std::size_t kExcerptBytes = 80;

// The text, cut behind `most` bytes or a little less, between two characters of UTF-8; "..." says so.
std::string excerpt(std::string_view text, std::size_t most = kExcerptBytes);

// The text up to its first line break: LibTorch's messages go on with a stack trace.
std::string first_line(std::string_view text);

}  // namespace lumbar
