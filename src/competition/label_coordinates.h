// Reads train_label_coordinates.csv (study_id,series_id,instance_number,condition,level,x,y): the marks on
// each sagittal series, in pixels of its image.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/keypoints.h"

namespace lumbar {

struct SeriesMarks {
    std::array<std::optional<Point>, kLevels> canal_px;
    std::array<std::array<std::optional<Point>, 2>, kLevels> foramina_px;  // left, right
};

using LabelCoordinates = std::map<std::pair<std::string, std::string>, SeriesMarks>;  // by study, series

// Of a finding that is marked twice the first mark counts.  Throws Error (data) for an unknown condition or
// level and for numbers that are none.
LabelCoordinates read_label_coordinates(const std::filesystem::path& path);

}  // namespace lumbar
