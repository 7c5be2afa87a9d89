// Stage 1's points to and from a CSV in the layout of the solution's coords_v7.csv:
// series_id,level,side,relative_x,relative_y; level "L1/L2", side L (first point) or R (second).
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/keypoints.h"

namespace lumbar {

using SeriesPoints = std::map<std::string, Keypoints>;  // by series id

// Further columns are ignored.  Throws Error (data) for an unknown level or side, a point given twice, or a
// series with fewer than ten.
SeriesPoints read_points(const std::filesystem::path& path);

void write_points(const std::filesystem::path& path, const SeriesPoints& points);

}  // namespace lumbar
