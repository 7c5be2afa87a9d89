// Text of a file as UTF-8, whatever of the common encodings it is in.
#pragma once

#include <string>
#include <string_view>

namespace lumbar {

// UTF-16, which spreadsheets export, by its byte order mark or the zeros of its first line becomes UTF-8;
// UTF-8 loses its mark.  Throws Error naming `name` if UTF-16 ends within a character.
std::string to_utf8(std::string_view text, const std::string& name);

}  // namespace lumbar
