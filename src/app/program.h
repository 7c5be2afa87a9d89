// Names the program as its results do: "lumbar 0.4.0 (c51e6a2)".
#pragma once

#include <string>

namespace lumbar {

std::string program_and_commit();

}  // namespace lumbar
