// Cuts the five discs out of the frames of a series, at its ten points.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/crop.h"
#include "core/study.h"
#include "core/volume.h"
#include "image/normalize.h"

namespace lumbar {

inline constexpr int kCropSize = 256;  // px, square
inline constexpr int kAllFrames = std::numeric_limits<int>::max();

// T2 discs are levelled first (Lanczos-4, mirrored border); then cut, letterboxed to 256x256 and scaled to
// 0..255 by the series' own `range`.  A disc whose box is empty gets an empty stack; the caller logs it.
// Of a series of more than `most_frames`, the middle ones that nets of up to so many frames see: to them the
// crops are the same.
Crops crop_discs(const Volume& series, const Keypoints& points, SeriesKind kind, IntensityRange range,
                 int threads, int most_frames = kAllFrames);

// The levels whose discs have no crop, and their titles for a message: "L1/L2, L4/L5".
std::vector<std::size_t> levels_without_crop(const Crops& crops);
std::string level_titles(const std::vector<std::size_t>& levels, std::string_view between);

}  // namespace lumbar
