// Numbers as DICOM writes them in text (IS and DS), read whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lumbar {

// The value at `index` between backslashes, without the blanks around it; empty text if there are fewer.
std::string_view value_at(std::string_view text, std::size_t index);

// "12", "+3", "-4"; empty for "0x10", "1.5", "-31,5" and what an int does not hold.
std::optional<int> parse_integer(std::string_view text);

// A decimal comma can mean nothing else than a point.  Empty for what is no finite number to its end.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace lumbar
