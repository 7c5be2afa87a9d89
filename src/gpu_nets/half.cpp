#include "gpu_nets/half.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace lumbar::gpu {

Half to_half(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<Half>(bits >> 16 & 0x8000u);
    const float size = std::fabs(value);
    if (std::isnan(value)) return static_cast<Half>(sign | 0x7e00);
    if (size >= 65520.f) return static_cast<Half>(sign | 0x7c00);  // rounds to more than the largest
    // A subnormal counts steps of 2^-24.
    if (size < 0x1p-14f) return static_cast<Half>(sign | static_cast<Half>(std::nearbyint(size * 0x1p24f)));
    // 13 bits of the fraction go; a carry out of what stays raises the exponent, as it should.
    const std::uint32_t magnitude = bits & 0x7fffffffu;
    const std::uint32_t rounded = magnitude + 0xfffu + (magnitude >> 13 & 1u);
    constexpr std::uint32_t kExponentShift = 112;  // 127 - 15
    return static_cast<Half>(sign | ((rounded >> 13) - (kExponentShift << 10)));
}

float to_float(Half half) {
    const std::uint32_t sign = std::uint32_t{half & 0x8000u} << 16, exponent = half >> 10 & 31u,
                        fraction = half & 1023u;
    if (exponent == 0) return std::copysign(std::ldexp(static_cast<float>(fraction), -24), sign ? -1.f : 1.f);
    const std::uint32_t wide = exponent == 31 ? 255 : exponent + 112;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

}  // namespace lumbar::gpu
