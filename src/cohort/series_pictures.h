// Draws the pictures of a series for its patient's page: a slice with its points and crops, and the crops'
// frames.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/crop.h"
#include "core/crop_outline.h"
#include "core/keypoints.h"
#include "core/study.h"
#include "core/volume.h"
#include "image/normalize.h"

namespace lumbar {

// The sides of the patient that a picture's edges are: L, R, A (front), P (back), H (head), F (feet); empty
// where the headers do not prove it.
struct PictureEdges {
    std::string left, right, top, bottom;
    bool operator==(const PictureEdges&) const = default;
};

struct SlicePicture {
    int slice = 0, slices = 0;  // from 1, in the order of the volume
    std::string png;
    int width = 0, height = 0;  // px; of square pixels
    PictureEdges edges;
    std::array<std::optional<CropOutline>, kLevels> crops;  // empty where a level has none
};

// A crop's frames side by side.
struct CropSheet {
    std::size_t level = 0;
    std::vector<int> slices;  // of each frame, from 1
    std::string png;
    int frame_size = 0;  // px, square
    PictureEdges edges;
};

struct SeriesPictures {
    std::string series;
    SeriesKind kind = SeriesKind::sagittal_t2;
    SlicePicture slice;
    ByteStack frame;  // that slice at its full size, scaled as the nets see it
    std::vector<CropSheet> crops;
    std::string first_is;  // the patient's side of the first frame: "left", or empty where it is not proved
};

// The slice that pictures and points in mm are of: the middle one.
int shown_slice(const Volume& volume);  // from 0

// `range` is the nets' window, `crops` are of crop_discs.  About 1 MB at most; the same for any number of
// threads.
SeriesPictures draw_series(const std::string& series, SeriesKind kind, const Volume& volume,
                           const Keypoints& points, IntensityRange range, const Crops& crops, int threads);

}  // namespace lumbar
