// Places the slices of each series as a scanner would, from a body and a random stream.
#pragma once

#include <array>
#include <vector>

#include "base/random.h"
#include "core/keypoints.h"
#include "core/study.h"
#include "synth/anatomy.h"

namespace lumbar {

struct SlicePlane {
    PatientPoint position_mm{};  // centre of the first pixel
    std::array<double, 3> row_direction{}, column_direction{};
    int height = 0, width = 0;
    double spacing_mm = 1;  // of pixels, both ways
    double thickness_mm = 4;
    int instance_number = 1;
};

// Slices in the order in which the pipeline stacks them: the patient's left first; axial: from the head down.
using ScanPlan = std::vector<SlicePlane>;

// `image_size` is the longer side in pixels, 0 for any of 320..640.
ScanPlan plan_sagittal(const Anatomy& anatomy, SeriesKind kind, int image_size, Random& random);
ScanPlan plan_axial(const Anatomy& anatomy, int image_size, Random& random);

std::array<double, 3> normal_of(const SlicePlane& plane);
PatientPoint pixel_position(const SlicePlane& plane, double x_px, double y_px);
// Pixels from the centre of the first; the point need not lie in the plane.
Point project(const SlicePlane& plane, const PatientPoint& point);
double distance_mm(const SlicePlane& plane, const PatientPoint& point);
const SlicePlane& nearest_slice(const ScanPlan& plan, const PatientPoint& point);

}  // namespace lumbar
