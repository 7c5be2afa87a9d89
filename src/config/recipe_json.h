// A recipe as JSON, in a weights folder's manifest.json and in each net's NAME.json:
//   {"name": "my_t2", "stage": 2, "series": "T2", "frames": 12, "image_size": 160,
//    "heads": [["spinal_canal_stenosis"], ...]}
#pragma once

#include <string>

#include "config/recipe.h"
#include "files/json.h"

namespace lumbar {

// Throws Error (weights) naming the key that is missing, unknown or wrong; `where` says in it which object
// this is.  1 to 64 frames, 32 to 1024 px.
Recipe recipe_of(const Json& json, const std::string& where);

Json json_of(const Recipe& recipe);

}  // namespace lumbar
