// Refuses paths that are empty, and two flags that would overwrite one file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lumbar {

struct GivenPath {
    std::string flag;  // without its dashes
    std::filesystem::path path;
    bool is_written = false;
};

// Refuses an empty path (usually an unset variable of a script), two output flags that name one file, and a
// --log that names any other file.  `where` is the command.  Throws Error (usage).
void check_paths(const std::vector<GivenPath>& paths, const std::string& where);

}  // namespace lumbar
