// What a message quotes of an input: its beginning, however long it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lumbar {

inline constexpr std::size_t kExcerptBytes = 80;

// The text, cut behind `most` bytes or a little less, between two characters of UTF-8; "..." says so.
std::string excerpt(std::string_view text, std::size_t most = kExcerptBytes);

// The text up to its first line break: LibTorch's messages go on with a stack trace.
std::string first_line(std::string_view text);

}  // namespace lumbar
