#include "dicom/orientation.h"

#include <cmath>
#include <utility>

namespace lumbar {
namespace {

// Headers round to a few digits; beyond these bounds they are no directions.
constexpr double kMaxLengthError = 0.1, kMaxCosine = 0.05;

bool make_unit(Vector3& vector) {
    const double length = std::sqrt(dot(vector, vector));
    if (!(std::abs(length - 1) <= kMaxLengthError)) return false;
    for (double& part : vector) part /= length;
    return true;
}

}  // namespace

double dot(const Vector3& a, const Vector3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Vector3 normal_of(const Orientation& orientation) {
    const auto& [r, c] = orientation;
    return {r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]};
}

std::optional<Orientation> make_orientation(const std::array<double, 6>& n) {
    Orientation orientation{{n[0], n[1], n[2]}, {n[3], n[4], n[5]}};
    if (!make_unit(orientation.row) || !make_unit(orientation.column)) return std::nullopt;
    if (std::abs(dot(orientation.row, orientation.column)) > kMaxCosine) return std::nullopt;
    return orientation;
}

bool is_sagittal(const Orientation& orientation) {
    const Vector3 normal = normal_of(orientation);
    return std::abs(normal[0]) >= std::abs(normal[1]) && std::abs(normal[0]) >= std::abs(normal[2]);
}

Reorientation reorientation_to_standard(const Orientation& orientation) {
    if (!is_sagittal(orientation)) return {};
    Reorientation change;
    Vector3 row = orientation.row, column = orientation.column;
    change.transposes = std::abs(row[2]) > std::abs(row[1]);
    if (change.transposes) std::swap(row, column);
    change.mirrors_columns = row[1] < 0;  // rows run to the front
    change.mirrors_rows = column[2] > 0;  // columns run to the head
    return change;
}

FloatStack reoriented(const FloatStack& picture, Reorientation change) {
    const int height = change.transposes ? picture.width : picture.height;
    const int width = change.transposes ? picture.height : picture.width;
    FloatStack result(picture.frames, height, width);
    for (int s = 0; s < picture.frames; ++s) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const int from_y = change.mirrors_rows ? height - 1 - y : y;
                const int from_x = change.mirrors_columns ? width - 1 - x : x;
                result.at(s, y, x) =
                    change.transposes ? picture.at(s, from_x, from_y) : picture.at(s, from_y, from_x);
            }
        }
    }
    return result;
}

}  // namespace lumbar
