// A DICOM file in, its frames out: decoded, MONOCHROME1 inverted, rescaled.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/stack.h"

namespace lumbar {

struct Slice {
    FloatStack pixels;  // [1,H,W], after rescale slope and intercept if present
    std::optional<std::array<double, 3>> position_mm;  // ImagePositionPatient: x grows to the patient's left
    std::optional<int> instance_number;
    std::optional<std::array<double, 2>> spacing_mm;  // row, column
    std::string file_name;
    int frame_index = 0;  // within a multi-frame file
};

// Every frame of the file, in the file's order.  Throws Error (what, where, expected, found) for anything
// that is not a readable monochrome image.  Safe to call from several threads.
std::vector<Slice> read_slices(const std::filesystem::path& path);

// What a DICOM file says of itself, for `lumbar inspect`; pixels are not decoded.
struct DicomSummary {
    std::string transfer_syntax;  // its UID
    std::string modality, series_description, photometric_interpretation;
    int rows = 0, columns = 0, frames = 0, bits_stored = 0;
    bool is_signed = false;
    std::optional<int> instance_number;
    std::optional<std::array<double, 3>> position_mm;
    std::optional<std::array<double, 2>> spacing_mm;
    std::optional<double> rescale_slope, rescale_intercept;
};
DicomSummary summarize_dicom(const std::filesystem::path& path);

}  // namespace lumbar
