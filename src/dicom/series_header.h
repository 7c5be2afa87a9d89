// What one DICOM file says of the series it belongs to: whose it is, and how it was acquired.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include "dicom/slice.h"
#include "dicom_file/reading_budget.h"

namespace lumbar {

struct SeriesHeader {
    std::string patient_id, study_uid, series_uid, series_date, series_time;
    std::string modality, sop_class, image_type;
    std::string series_description, protocol, body_part;
    std::string scanning_sequence, contrast_agent;
    std::optional<double> repetition_ms, echo_ms, inversion_ms;
    std::optional<Orientation> orientation;
    std::optional<Vector3> position_mm;
    std::optional<std::array<double, 2>> spacing_mm;  // row, column
    int rows = 0, columns = 0;
    int frames = 0;  // 0: no image, as in a DICOMDIR
};

class DataFile;

// Of a multi-frame file its first frame counts.  The pixel data are not read, unless they are deflated; what
// is read is taken from `budget`.  Throws Error for what is no DICOM file.
SeriesHeader read_series_header(const DataFile& file, ReadingBudget* budget = nullptr);
SeriesHeader read_series_header(const std::filesystem::path& path, ReadingBudget* budget = nullptr);

}  // namespace lumbar
