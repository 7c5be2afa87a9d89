#include "core/keypoints.h"

#include <cstddef>

namespace lumbar {

KeypointNumbers numbers_of(const Keypoints& points) {
    KeypointNumbers numbers{};
    std::size_t at = 0;
    for (const auto& disc : points) {
        for (const Point& point : disc) {
            numbers[at++] = static_cast<float>(point.x);
            numbers[at++] = static_cast<float>(point.y);
        }
    }
    return numbers;
}

Keypoints keypoints_of(const KeypointNumbers& numbers) {
    Keypoints points;
    std::size_t at = 0;
    for (auto& disc : points) {
        for (Point& point : disc) {
            point = {numbers[at], numbers[at + 1]};
            at += 2;
        }
    }
    return points;
}

}  // namespace lumbar
