// What stands where an output is to go: a plain file may be replaced, anything else is written into.
#pragma once

#include <filesystem>

namespace lumbar {

struct OutputTarget {
    std::filesystem::path path;  // links followed, where they lead to a plain file or to nothing yet
    bool is_plain = true;        // a regular file or nothing yet; else a FIFO, a device, an open descriptor
};
// Throws Error (output) for links that lead in a circle.
OutputTarget find_output_target(const std::filesystem::path& path);

// Whether the path stands for standard output, where nothing else may be printed then.
bool is_standard_output(const std::filesystem::path& path);

// Copies the bytes of a file into a target that is not plain.  Throws Error (output) with the system's
// reason.
void write_into(const OutputTarget& target, const std::filesystem::path& from);

}  // namespace lumbar
