// The program's name with its version and commit, as results name what made them.
#pragma once

#include <string>

namespace lumbar {

std::string program_name();  // "lumbar 0.4.0 (commit abc)"

}  // namespace lumbar
