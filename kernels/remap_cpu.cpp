#include <algorithm>
#include <cstddef>
#include <vector>

#include "kernels/remap.h"
#include "kernels/remap_element.h"

namespace lumbar::kernels {
namespace {

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
