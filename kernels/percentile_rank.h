// A percentile in, the ranks that it lies between and the value there out; and the order that sorting gives.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "kernels/device_function.h"

namespace lumbar::kernels {

inline constexpr std::uint32_t kSignBit = 0x80000000u;

// Bits whose order is that of the values: of a negative number all are turned, of any other its sign.  NaNs
// lie beyond both infinities.
LUMBAR_DEVICE inline std::uint32_t ordered_bits(float value) {
    std::uint32_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    return bits ^ ((bits & kSignBit) != 0 ? ~0u : kSignBit);
}

inline float value_of(std::uint32_t ordered) {
    const std::uint32_t bits = ordered ^ ((ordered & kSignBit) != 0 ? kSignBit : ~0u);
    float value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

struct OrderedBitsElement {
    const float* values = nullptr;
    std::uint32_t* keys = nullptr;

    LUMBAR_DEVICE void operator()(std::size_t i) const { keys[i] = ordered_bits(values[i]); }
};

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

// `key_at(rank)`: the sorted keys of all values.
template <class KeyAt>
std::vector<double> percentiles_of_keys(std::size_t count, std::span<const double> percents,
                                        const KeyAt& key_at) {
    const auto value_at = [&](std::size_t rank) { return value_of(key_at(rank)); };
    for (const float end : {value_at(0), value_at(count - 1)}) {
        if (end != end) return std::vector<double>(percents.size(), std::numeric_limits<double>::quiet_NaN());
    }
    return percentiles_of(count, percents, value_at);
}

}  // namespace lumbar::kernels
