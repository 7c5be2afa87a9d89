// float16 on a CPU that may not have it.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace lumbar::fibers {

inline float half_to_float(std::uint16_t half) {
    const std::uint32_t sign = std::uint32_t{half & 0x8000u} << 16, exponent = half >> 10 & 31,
                        fraction = half & 1023;
    if (exponent == 0) return std::copysign(std::ldexp(static_cast<float>(fraction), -24), sign ? -1.f : 1.f);
    const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

// Rounds to the nearest, ties to even.
inline std::uint16_t float_to_half(float value) {
    const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000 : 0);
    const float size = std::fabs(value);
    if (std::isnan(value)) return 0x7fff;
    if (size >= 65520.f) return sign | 0x7c00;
    if (size < 0x1p-14f) return sign | static_cast<std::uint16_t>(std::nearbyint(std::ldexp(size, 24)));
    int exponent = 0;
    std::frexp(size, &exponent);  // size in [2^(exponent-1), 2^exponent)
    // A fraction that rounds up to 2048 carries into the exponent, as it should.
    const auto fraction = static_cast<std::uint32_t>(std::nearbyint(std::ldexp(size, 11 - exponent)));
    return sign | static_cast<std::uint16_t>(((exponent + 14) << 10) + fraction - 1024);
}

}  // namespace lumbar::fibers
