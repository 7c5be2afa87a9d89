// The project's JSON type.  nlohmann's header comes in here and nowhere else.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace lumbar {

using Json = nlohmann::ordered_json;

// Throws Error (data) naming the file and the place in it.
Json read_json(const std::filesystem::path& path);

}  // namespace lumbar
