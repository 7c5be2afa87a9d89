// The program's version, from CMakeLists.txt.
#pragma once

#include <string_view>

namespace lumbar {

std::string_view version();

}  // namespace lumbar
