// What a message quotes of an input: its beginning, however long or deep it is.
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>

#include "base/json.h"

namespace lumbar {

inline constexpr std::size_t kExcerptBytes = 80;

// The text, cut behind `most` bytes or a little less, between two characters of UTF-8; "..." says so.
std::string excerpt(std::string_view text, std::size_t most = kExcerptBytes);

// The text up to its first line break: LibTorch's messages go on with a stack trace.
std::string first_line(std::string_view text);

// What nlohmann says of a text that is no JSON, which quotes the last word that it read.
std::string json_reason(const std::exception& reason);

// The same of a value as JSON writes it.  Takes time and memory for what is quoted, not for the whole.
std::string json_excerpt(const Json& json);
std::string json_excerpt(const nlohmann::json& json);

}  // namespace lumbar
