// A percentile in, the ranks that it lies between and the value there out; and the order that sorting gives.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace lumbar::kernels {

inline constexpr std::uint32_t kSignBit = 0x80000000u;

// Bits whose order is that of the values: of a negative number all are turned, of any other its sign.
inline std::uint32_t ordered_bits(float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits ^ ((bits & kSignBit) != 0 ? ~0u : kSignBit);
}

// Between which ranks a percentile lies, and how far beyond the lower.
struct RankPosition {
    std::size_t below = 0, above = 0;
    double fraction = 0;

    RankPosition(std::size_t count, double percent) {
        const double position = static_cast<double>(count - 1) * (percent / 100);
        below = std::min(static_cast<std::size_t>(position), count - 1);
        above = std::min(below + 1, count - 1);
        fraction = position - static_cast<double>(below);
    }
};

// numpy's _lerp: the step in float32, the rest in double, from the nearer end.
inline double between(float lower, float upper, double fraction) {
    if (lower == upper) return lower;  // infinities have no step between them
    const float step = upper - lower;
    return fraction < 0.5 ? lower + step * fraction : upper - step * (1 - fraction);
}

// `value_at(rank)`: what sorting would put there.
template <class ValueAt>
std::vector<double> percentiles_of(std::size_t count, std::span<const double> percents,
                                   const ValueAt& value_at) {
    std::vector<double> found;
    for (const double percent : percents) {
        const RankPosition position(count, percent);
        found.push_back(between(value_at(position.below), value_at(position.above), position.fraction));
    }
    return found;
}

}  // namespace lumbar::kernels
