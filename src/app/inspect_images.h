// Prints what a DICOM file or series is, and writes pictures of it on request.
#pragma once

#include <filesystem>
#include <optional>

#include "config/options.h"

namespace lumbar {

void inspect_dicom(const std::filesystem::path& file, const std::optional<std::filesystem::path>& picture);
void inspect_series(const InspectOptions& options);

}  // namespace lumbar
