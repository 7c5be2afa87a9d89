// A DICOM file or series in, what it is on stdout, and a picture if asked for.
#pragma once

#include <filesystem>
#include <optional>

namespace lumbar {

void inspect_dicom(const std::filesystem::path& file, const std::optional<std::filesystem::path>& picture);
void inspect_series(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& picture);

}  // namespace lumbar
