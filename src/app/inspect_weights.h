// A weights file or folder in, what it is on stdout.
#pragma once

#include <filesystem>

namespace lumbar {

void inspect_weights_file(const std::filesystem::path& file);
void inspect_weights_folder(const std::filesystem::path& folder);

}  // namespace lumbar
