// A recipe as JSON, in a weights folder's manifest.json and in each net's NAME.json:
//   {"name": "my_t2", "stage": 2, "series": "T2", "frames": 12, "image_size": 160,
//    "heads": [["spinal_canal_stenosis"], ...]}
#pragma once

#include <initializer_list>
#include <string_view>

#include "base/json.h"
#include "config/recipe.h"

namespace lumbar {

// Throws Error (weights) or Json::exception, which name the key that is missing, unknown or wrong.
Recipe recipe_of(const Json& json);

Json json_of(const Recipe& recipe);

// Throws Error (weights) if the object has another key than these: a misspelt key would say nothing.
void require_known_keys(const Json& object, std::initializer_list<std::string_view> known);

}  // namespace lumbar
