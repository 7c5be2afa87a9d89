// Computes the boxes to cut around the five discs from ten points: the arithmetic alone, no image.
#pragma once

#include <array>

#include "core/keypoints.h"
#include "core/pixel_box.h"
#include "core/study.h"

namespace lumbar {

// Half sizes of every box of a series, as fractions of the image.
struct CropFractions {
    double half_height_rel = 0, half_width_rel = 0;
};

// T2: 1.30 x the median gap in y between levels (second points), 0.75 x the median disc width.
// T1: 1.00 x the median gap in y (first points), and 1.25 times that.
CropFractions crop_fractions(const Keypoints& points, SeriesKind kind);

// A box of the image after it was rotated by `angle_deg` (T1: 0).
struct CropBox : PixelBox {
    double angle_deg = 0;

    bool operator==(const CropBox&) const = default;
};

// The box of one disc, clipped to the image.  It is empty where the points make no sense; points that are not
// finite or absurdly far outside count as such.
CropBox crop_box(const std::array<Point, 2>& disc, const CropFractions& fractions, SeriesKind kind,
                 int height_px, int width_px);

// Of all discs.
std::array<CropBox, kLevels> crop_boxes(const Keypoints& points, SeriesKind kind, int height_px,
                                        int width_px);

}  // namespace lumbar
