// Makes a folder and those above it, where they are not there yet.
#pragma once

#include <filesystem>

namespace lumbar {

// Throws Error (output) with the system's reason.
void make_folder(const std::filesystem::path& folder);

}  // namespace lumbar
