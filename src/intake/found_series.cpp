#include "intake/found_series.h"

#include <cmath>

#include "dicom/orientation.h"

namespace lumbar {

Plane plane_of(const std::optional<Orientation>& orientation) {
    if (!orientation) return Plane::unknown;
    const double within_20_degrees = std::cos(20 * std::acos(-1.0) / 180);
    const Vector3 normal = normal_of(*orientation);
    constexpr Plane kPlanes[] = {Plane::sagittal, Plane::coronal, Plane::axial};
    for (std::size_t axis = 0; axis < normal.size(); ++axis) {
        if (std::abs(normal[axis]) >= within_20_degrees) return kPlanes[axis];
    }
    return Plane::oblique;
}

std::string plane_name(Plane plane) {
    switch (plane) {
        case Plane::sagittal:
            return "sagittal";
        case Plane::coronal:
            return "coronal";
        case Plane::axial:
            return "axial";
        case Plane::oblique:
            return "oblique";
        default:
            return "unknown";
    }
}

std::optional<double> FoundSeries::height_mm() const {
    if (!header.spacing_mm) return std::nullopt;
    return (*header.spacing_mm)[0] * header.rows;
}

std::string FoundSeries::id() const {
    return header.series_uid.empty() ? name() : header.series_uid;
}

std::string FoundSeries::name() const {
    if (!header.series_description.empty()) return header.series_description;
    return header.protocol.empty() ? header.series_uid : header.protocol;
}

}  // namespace lumbar
