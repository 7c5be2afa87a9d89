// The names of a finding as result files and pages give them: the condition and the side apart.
#pragma once

#include <cstddef>
#include <string_view>

namespace lumbar {

std::string_view side_of(std::size_t condition);  // "left", "right" or ""
std::string_view without_side(std::size_t condition);

}  // namespace lumbar
