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

}  // namespace lumbar::kernels
