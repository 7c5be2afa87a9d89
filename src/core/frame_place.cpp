#include "core/frame_place.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace lumbar {

std::optional<Vector3> patient_point(const FramePlace& place, double x_px, double y_px) {
    if (!place.orientation || !place.position_mm || !place.spacing_mm) return std::nullopt;
    const double across_mm = x_px * (*place.spacing_mm)[1], down_mm = y_px * (*place.spacing_mm)[0];
    Vector3 point = *place.position_mm;
    for (std::size_t i = 0; i < point.size(); ++i) {
        point[i] += across_mm * place.orientation->row[i] + down_mm * place.orientation->column[i];
    }
    return point;
}

std::string side_letter(const Vector3& direction) {
    constexpr std::string_view kGrowing = "LPH", kFalling = "RAF";
    const auto largest = std::max_element(direction.begin(), direction.end(),
                                          [](double a, double b) { return std::abs(a) < std::abs(b); }) -
                         direction.begin();
    const auto axis = static_cast<std::size_t>(largest);
    return std::string(1, direction[axis] < 0 ? kFalling[axis] : kGrowing[axis]);
}

}  // namespace lumbar
