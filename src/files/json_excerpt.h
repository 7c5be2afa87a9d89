// What a message quotes of a JSON value: its beginning, however long or deep it is.
#pragma once

#include <exception>
#include <string>

#include "files/json.h"

namespace lumbar {

// What nlohmann says of a text that is no JSON, which quotes the last word that it read.
std::string json_reason(const std::exception& reason);

// The beginning of a value as JSON writes it.  Takes time and memory for what is quoted, not for the whole.
std::string json_excerpt(const Json& json);
std::string json_excerpt(const nlohmann::json& json);

}  // namespace lumbar
