// Prints what a weights file, or a folder of them, holds.
#pragma once

#include <filesystem>

namespace lumbar {

void inspect_weights_file(const std::filesystem::path& file);
// Ends with what the nets cannot grade; with `must_be_complete` throws Error (weights) if that is anything.
void inspect_weights_folder(const std::filesystem::path& folder, bool must_be_complete);

}  // namespace lumbar
