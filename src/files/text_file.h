// Reads a whole file into memory.  Throws Error (data) saying why it cannot be read.
#pragma once

#include <filesystem>
#include <string>

namespace lumbar {

std::string read_text_file(const std::filesystem::path& path);

}  // namespace lumbar
