// Which way a picture's rows and columns run in the patient, and the orientation that the nets
// expect.
#pragma once

#include <array>
#include <optional>

#include "core/stack.h"
#include "dicom/slice.h"

namespace lumbar {

double dot(const Vector3& a, const Vector3& b);
Vector3 normal_of(const Orientation& orientation);  // row x column

// ImageOrientationPatient; empty unless it is two directions at right angles.
std::optional<Orientation> make_orientation(const std::array<double, 6>& numbers);

// Nearer to the sagittal plane than to the others.
bool is_sagittal(const Orientation& orientation);

// How a picture changes to the standard orientation: transposed first, then mirrored.
struct Reorientation {
    bool transposes = false, mirrors_columns = false, mirrors_rows = false;  // left to right, top to bottom
    bool is_none() const { return !transposes && !mirrors_columns && !mirrors_rows; }
};

// Sagittal pictures show the patient's front at the left and the head on top.  Pictures of other planes stay
// as they are.
Reorientation reorientation_to_standard(const Orientation& orientation);

FloatStack reoriented(const FloatStack& picture, Reorientation change);

}  // namespace lumbar
