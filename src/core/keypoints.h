// Ten points of a series, two per disc, relative to the image (0..1 across its width and height).
#pragma once

#include <array>

namespace lumbar {

struct Point {
    double x = 0, y = 0;
    bool operator==(const Point&) const = default;
};

inline constexpr int kLevels = 5;  // discs L1/L2 .. L5/S1

// [level][0 or 1], relative.  T2: in front of and behind the disc.  T1: left and right foramen.
using Keypoints = std::array<std::array<Point, 2>, kLevels>;

// The same as nets answer them and files store them: [level][point][x,y].
inline constexpr int kKeypointNumbers = kLevels * 2 * 2;
using KeypointNumbers = std::array<float, kKeypointNumbers>;
KeypointNumbers numbers_of(const Keypoints& points);
Keypoints keypoints_of(const KeypointNumbers& numbers);

}  // namespace lumbar
