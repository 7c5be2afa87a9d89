// The rotations of test-time augmentation.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace lumbar {

// Degrees, counter-clockwise, in the solution's order.
inline constexpr std::array<double, 9> kTtaAnglesDeg = {0, -15, 15, -10, 10, -5, 5, -20, 20};

// What --tta takes: the first `views`.
inline std::span<const double> tta_angles_deg(int views) {
    return std::span(kTtaAnglesDeg).first(static_cast<std::size_t>(views));
}

}  // namespace lumbar
