// Where a frame of a series lies in the patient, and which way its rows and columns run.
#pragma once

#include <array>
#include <optional>
#include <string>

namespace lumbar {

using Vector3 = std::array<double, 3>;

// The directions of a picture's rows (in which columns count up) and of its columns, in the patient: x grows
// to the left, y to the back, z to the head.  Unit vectors, at right angles.
struct Orientation {
    Vector3 row, column;
};

// Of the frame as it is in the volume, turned to the standard orientation or not.
struct FramePlace {
    std::optional<Orientation> orientation{};
    std::optional<Vector3> position_mm{};               // of the first pixel's centre
    std::optional<std::array<double, 2>> spacing_mm{};  // row, column
};

// Where pixel coordinates lie in the patient, 0, 0 being the first pixel's centre; empty where the header
// does not say.
std::optional<Vector3> patient_point(const FramePlace& place, double x_px, double y_px);

// The side of the patient that a direction leads to: L, R, A (front), P (back), H (head) or F (feet), by the
// largest of its parts.
std::string side_letter(const Vector3& direction);

}  // namespace lumbar
