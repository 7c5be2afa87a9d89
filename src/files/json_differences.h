// Names what differs between two JSON values.
#pragma once

#include <string>

#include "files/json.h"

namespace lumbar {

// "settings.lr: 0.002 there, 0.001 here; tta: 3 there, nothing here": every value that differs, by the path
// of its keys, as `here` and then `there` order them; of many the first five.  Empty if the values are equal.
std::string json_differences(const Json& there, const Json& here);

}  // namespace lumbar
