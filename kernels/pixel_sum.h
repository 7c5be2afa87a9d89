// What weighted pixels are summed in, as OpenCV does: floats in float32, bytes in fixed point.
#pragma once

#include <cstdint>

namespace lumbar::kernels {

template <class Pixel>
struct PixelSumOf;
template <>
struct PixelSumOf<float> {
    using Type = float;
};
template <>
struct PixelSumOf<std::uint8_t> {
    using Type = std::int32_t;
};

template <class Pixel>
using PixelSum = typename PixelSumOf<Pixel>::Type;

constexpr std::uint8_t as_byte(std::int32_t value) {
    return static_cast<std::uint8_t>(value < 0 ? 0 : value < 255 ? value : 255);
}

}  // namespace lumbar::kernels
