// The program's version, from CMakeLists.txt.
#pragma once

#include <string_view>

namespace lumbar {

inline constexpr std::string_view kVersion = LUMBAR_VERSION;

}  // namespace lumbar
