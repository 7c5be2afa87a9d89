// The version of the DCMTK that is linked.
#pragma once

#include <string>

namespace lumbar {

std::string dcmtk_version();  // "3.6.7"

}  // namespace lumbar
