// One image a place: of several echoes, acquisitions, or phase beside magnitude, one kind.
#pragma once

#include <string>
#include <vector>

#include "dicom/slice_places.h"

namespace lumbar {

// Whether the image type says that the picture shows a phase, or a real or imaginary part.
bool shows_no_magnitude(const std::string& image_type);

// `slices` ordered by place.  Keeps one kind where kinds share places, magnitude before all others, then one
// image a place; warns of what it leaves out.
std::vector<PlacedSlice> keep_one_image_a_place(std::vector<PlacedSlice> slices, const std::string& where);

}  // namespace lumbar
