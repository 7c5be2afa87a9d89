// An affine map in, the source position of every pixel out, in the fixed point of OpenCV 4.6's warpAffine.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "kernels/affine_matrix.h"
#include "kernels/device_function.h"

namespace lumbar::kernels {

inline constexpr int kPositionBits = 10;  // AB_BITS: positions are summed in 1/1024 pixel
inline constexpr int kFractionBits = 5;   // INTER_BITS: and rounded to 1/32 pixel
inline constexpr int kPositionShift = kPositionBits - kFractionBits;
inline constexpr int kFractions = 1 << kFractionBits;

// A limit keeps absurd matrices from overflowing: far outside is far outside.
inline std::int64_t fixed(double position) {
    constexpr double kFar = 1e15;
    return std::llrint(std::clamp(position * (1 << kPositionBits), -kFar, kFar));
}

// Which source position belongs to an output pixel, in 1/32 pixel.
struct Positions {
    AffineMatrix inverse{};
    std::vector<std::int64_t> dx, dy;  // [W]: the part that depends on x, in 1/1024 pixel

    Positions(const AffineMatrix& forward, int width) : inverse(inverted(forward)) {
        for (int x = 0; x < width; ++x) {
            dx.push_back(fixed(inverse[0] * x));
            dy.push_back(fixed(inverse[3] * x));
        }
    }
    static constexpr std::int64_t kHalf = 1 << (kPositionShift - 1);
    std::int64_t row_x(int y) const { return fixed(inverse[1] * y + inverse[2]) + kHalf; }
    std::int64_t row_y(int y) const { return fixed(inverse[4] * y + inverse[5]) + kHalf; }
};

// ... 2 1 [0 1 2 3] 2 1 0 1 ..., as often as needed.
LUMBAR_DEVICE inline int mirrored(std::int64_t index, int size) {
    if (size == 1) return 0;
    const std::int64_t period = 2 * (static_cast<std::int64_t>(size) - 1);
    const std::int64_t folded = ((index % period) + period) % period;
    return static_cast<int>(folded < period - folded ? folded : period - folded);
}

}  // namespace lumbar::kernels
