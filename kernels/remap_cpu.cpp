#include "kernels/remap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/stack_shape.h"

namespace lumbar::kernels {
namespace {

constexpr int kRemapBits = 8;
constexpr int kRemapOne = 1 << kRemapBits;

// The upper left of the four pixels around a position, and how far beyond it the position lies in 1/256.
struct RemapSample {
    std::int32_t at = 0;
    std::uint16_t right = 0, down = 0;  // 0 .. 256
};

struct PlaceOnAxis {
    int pixel = 0, past = 0;
};

// A bilinear image mirrored at the centres of its outer pixels is the image at the mirrored position.
inline PlaceOnAxis place(float position, int size) {
    if (size == 1) return {};
    const auto last = static_cast<float>(size - 1);
    if (!(position >= 0 && position <= last)) {
        position = std::fmod(std::abs(position), 2 * last);
        if (position > last) position = 2 * last - position;
    }
    const auto fixed = static_cast<int>(position * kRemapOne + 0.5f);
    const int pixel = fixed >> kRemapBits < size - 2 ? fixed >> kRemapBits : size - 2;
    return {pixel, fixed - pixel * kRemapOne};
}

inline RemapSample remap_sample(float x, float y, StackShape shape) {
    const PlaceOnAxis across = place(x, shape.width), down = place(y, shape.height);
    return {down.pixel * shape.width + across.pixel, static_cast<std::uint16_t>(across.past),
            static_cast<std::uint16_t>(down.past)};
}

// `right` and `below`: the steps to the neighbours, 0 where a frame has none.
inline std::uint8_t mixed(const std::uint8_t* frame, RemapSample sample, std::ptrdiff_t right,
                          std::ptrdiff_t below) {
    const std::uint8_t* p = frame + sample.at;
    const int above = p[0] * kRemapOne + (p[right] - p[0]) * sample.right;
    const int under = p[below] * kRemapOne + (p[below + right] - p[below]) * sample.right;
    constexpr int kHalf = 1 << (2 * kRemapBits - 1);
    return static_cast<std::uint8_t>((above * kRemapOne + (under - above) * sample.down + kHalf) >>
                                     (2 * kRemapBits));
}

void find_samples(const float* source_x, const float* source_y, std::size_t count, StackShape shape,
                  RemapSample* samples) {
    for (std::size_t i = 0; i < count; ++i) samples[i] = remap_sample(source_x[i], source_y[i], shape);
}

void mix(const std::uint8_t* frame, StackShape shape, const RemapSample* samples, std::size_t count,
         std::uint8_t* out) {
    const std::ptrdiff_t right = shape.width > 1 ? 1 : 0, below = shape.height > 1 ? shape.width : 0;
    for (std::size_t i = 0; i < count; ++i) out[i] = mixed(frame, samples[i], right, below);
}

}  // namespace

// A band of positions is worked out once and used on all frames while it is at hand.
void remap(const std::uint8_t* frames, StackShape shape, std::uint8_t* out, const float* source_x,
           const float* source_y, int threads) {
    constexpr int kBand = 16;  // rows
    const auto width = static_cast<std::size_t>(shape.width);
#pragma omp parallel num_threads(threads)
    {
        std::vector<RemapSample> samples(width * kBand);
#pragma omp for
        for (int top = 0; top < shape.height; top += kBand) {
            const std::size_t start = static_cast<std::size_t>(top) * width;
            const std::size_t count = static_cast<std::size_t>(std::min(kBand, shape.height - top)) * width;
            find_samples(source_x + start, source_y + start, count, shape, samples.data());
            for (int s = 0; s < shape.frames; ++s) {
                const std::size_t frame = static_cast<std::size_t>(s) * shape.frame_size();
                mix(frames + frame, shape, samples.data(), count, out + frame + start);
            }
        }
    }
}

}  // namespace lumbar::kernels
