// Splits text at commas.
#pragma once

#include <string>
#include <vector>

namespace lumbar {

// "a,b" -> "a", "b"; nothing for an empty text.
std::vector<std::string> split_at_commas(const std::string& text);

}  // namespace lumbar
