// Reads the frames of a DICOM file: decoded, MONOCHROME1 inverted, rescaled.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dicom/slice.h"
#include "dicom_file/reading_budget.h"

namespace lumbar {

// Every frame of the file, in the file's order.  Throws Error (what, where, expected, found) for anything
// that is not a readable monochrome image; what the file contradicts itself in is logged as a warning.  Safe
// to call from several threads.
std::vector<Slice> read_slices(const std::filesystem::path& path);

// What is known of a file's frames without decoding them, and what it contradicts itself in.
struct SliceListing {
    std::vector<SliceInfo> slices;
    std::vector<std::string> remarks;
    bool is_directory = false;  // a DICOMDIR, which has no slices
};
// The file's bytes are taken from `budget`.
SliceListing list_slices(const std::filesystem::path& path, ReadingBudget* budget = nullptr);

// As read_slices, of the frames whose numbers are given, without warnings.
std::vector<Slice> read_frames(const std::filesystem::path& path, const std::vector<int>& frames);

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
