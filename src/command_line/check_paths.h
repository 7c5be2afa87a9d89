// Refuses paths that are empty, and two flags that would overwrite one file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lumbar {

struct GivenPath {
    std::string flag;  // without its dashes
    std::filesystem::path path;
};

// An empty path is a script's unset variable.  Of two flags that name one file one would overwrite the
// other's;
// --log overwrites whatever it names.  `where` names the command.  Throws Error (usage).
void check_paths(const std::vector<GivenPath>& paths, const std::string& where);

}  // namespace lumbar
