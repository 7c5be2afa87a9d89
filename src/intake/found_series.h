// A series as it was found in folders: its files and what their headers say.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "dicom/series_header.h"

namespace lumbar {

enum class Plane { sagittal, coronal, axial, oblique, unknown };

// Within 20 degrees of the plane; oblique beyond that of all three.
Plane plane_of(const std::optional<Orientation>& orientation);
std::string plane_name(Plane plane);

struct FoundSeries {
    SeriesHeader header;  // of a file in the plane that most images show
    Plane plane = Plane::unknown;
    std::vector<std::filesystem::path> files;  // sorted
    int images = 0;                            // frames of all files
    int images_of_plane = 0, images_with_plane = 0;
    std::string other_patient;  // a second patient's ID among the files; empty as it should be

    // Along a sagittal picture's height; empty where the spacing is unknown.
    std::optional<double> height_mm() const;
    std::string id() const;    // the UID, else the name
    std::string name() const;  // the description, else the protocol, else the UID
};

}  // namespace lumbar
