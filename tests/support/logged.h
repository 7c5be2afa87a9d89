// The warnings that an action logs, as text.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/log.h"
#include "support/files.h"

namespace lumbar::test {

// Lines from all threads while `action` runs.  One log file serves the whole program.
template <class Action>
std::string logged_by(const Action& action) {
    static const TemporaryFolder folder;
    static const auto path = [] {
        log_to_file(folder / "log");
        return folder / "log";
    }();
    const auto start = static_cast<std::streamoff>(std::filesystem::file_size(path));
    action();
    std::ifstream file(path, std::ios::binary);
    file.seekg(start);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace lumbar::test
