// A dot on a black frame, and where it is found again.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar::test {

// Points in pixels whose centres are whole numbers.
inline ByteStack frame_with_dot(int height, int width, Point at_px) {
    constexpr double kDeviation = 1.2, kReach = 7;  // px
    ByteStack frame(1, height, width);
    const auto first = [](double at) { return std::max(0, static_cast<int>(std::ceil(at - kReach))); };
    const auto last = [](double at, int size) { return std::min(size - 1, static_cast<int>(at + kReach)); };
    for (int y = first(at_px.y); y <= last(at_px.y, height); ++y) {
        for (int x = first(at_px.x); x <= last(at_px.x, width); ++x) {
            const double square = std::pow(x - at_px.x, 2) + std::pow(y - at_px.y, 2);
            frame.at(0, y, x) =
                static_cast<std::uint8_t>(250 * std::exp(-square / (2 * kDeviation * kDeviation)));
        }
    }
    return frame;
}

// The centre of mass around a place; NaN where all is black.
inline Point dot_near(const ByteStack& frames, Point at_px) {
    constexpr int kReach = 9;  // px
    const int middle_x = static_cast<int>(std::lround(at_px.x)),
              middle_y = static_cast<int>(std::lround(at_px.y));
    double mass = 0;
    Point sum;
    for (int y = std::max(0, middle_y - kReach); y <= std::min(frames.height - 1, middle_y + kReach); ++y) {
        for (int x = std::max(0, middle_x - kReach); x <= std::min(frames.width - 1, middle_x + kReach);
             ++x) {
            const double value = frames.at(0, y, x);
            mass += value;
            sum.x += value * x;
            sum.y += value * y;
        }
    }
    return {sum.x / mass, sum.y / mass};
}

inline double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

// Whether a whole dot fits there.
inline bool is_well_inside(Point at_px, int height, int width) {
    constexpr double kRoom = 10;  // px
    return at_px.x >= kRoom && at_px.y >= kRoom && at_px.x <= width - 1 - kRoom &&
           at_px.y <= height - 1 - kRoom;
}

}  // namespace lumbar::test
