// Where the frames of a stack lie along its normal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dicom/stack_selection.h"

namespace lumbar {

struct PlacedSlice {
    const SliceInfo* slice = nullptr;
    double place_mm = 0;  // along the normal, which points to the patient's left
};

// Nearer than this is the same place.
constexpr double kSamePlace_mm = 0.02;

// The frames with a position, the leftmost first; those far from the others are left out with a warning.
// Empty if positions order nothing: fewer than two frames have one, or all have the same.
std::vector<PlacedSlice> place_slices(const Selection& slices, const std::string& where);

}  // namespace lumbar
