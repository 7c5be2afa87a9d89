// Writes pixels as an MR image file, or as a secondary capture.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/stack.h"
#include "dicom_pixels/pixel_encoding.h"

namespace lumbar {

struct SliceHeader {
    std::string patient_id, study_uid, series_uid, instance_uid, series_description;
    int instance_number = 1;
    std::array<double, 3> position_mm{};     // ImagePositionPatient
    std::array<double, 6> orientation{};     // ImageOrientationPatient: direction of a row, then of a column
    std::array<double, 2> spacing_mm{1, 1};  // row, column
    double thickness_mm = 4;
    int bits_stored = 12;
    std::string image_type = "DERIVED\\PRIMARY\\OTHER";
    std::optional<double> repetition_ms, echo_ms;  // left empty in the file, as anonymizers do
    int series_number = 1;
    bool is_secondary_capture = false;  // no MR image: without geometry and timing
};

// `pixels` is [1,H,W], unsigned.  Throws Error (output).
void write_slice(const std::filesystem::path& path, const Stack<std::uint16_t>& pixels,
                 const SliceHeader& header, PixelEncoding encoding);

}  // namespace lumbar
