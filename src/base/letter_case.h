// Small and large letters of ASCII; other bytes stay as they are.
#pragma once

#include <string>

namespace lumbar {

std::string to_lower(std::string text);
std::string to_upper(std::string text);

}  // namespace lumbar
