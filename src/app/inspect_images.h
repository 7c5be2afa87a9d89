// A DICOM file or series in, what it is on stdout, and pictures if asked for.
#pragma once

#include <filesystem>
#include <optional>

#include "config/options.h"

namespace lumbar {

void inspect_dicom(const std::filesystem::path& file, const std::optional<std::filesystem::path>& picture);
void inspect_series(const InspectOptions& options);

}  // namespace lumbar
