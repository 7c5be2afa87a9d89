// Describes the conditions for JSON files that are read beside pages: their names and sides.
#pragma once

#include "files/json.h"

namespace lumbar {

// [{"name": ..., "side": ...}], in the order of Condition.
Json json_of_conditions();

}  // namespace lumbar
