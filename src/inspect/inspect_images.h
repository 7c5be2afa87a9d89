// Prints what a DICOM file or series is, and writes pictures of it on request.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace lumbar {

void inspect_dicom(const std::filesystem::path& file, const std::optional<std::filesystem::path>& picture);
// `augmented`: a picture of what training may make of the middle frame, drawn from the seed.
void inspect_series(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& picture,
                    const std::optional<std::filesystem::path>& augmented, std::uint64_t seed);

}  // namespace lumbar
