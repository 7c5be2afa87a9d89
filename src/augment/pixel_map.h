// Resamples frames by a rule that says where each pixel comes from: what the geometric changes share.
#pragma once

#include <cstddef>
#include <vector>

#include "core/keypoints.h"
#include "core/stack.h"
#include "kernels/remap.h"
#include "kernels/stack_shape.h"

namespace lumbar {

// `source(x, y)` is the Point in pixels (their centres are whole numbers) that is seen at (x, y): bilinear,
// mirrored border, all frames alike.
template <class Source>
ByteStack map_pixels(const ByteStack& frames, const Source& source, int threads) {
    std::vector<float> source_x(frames.frame_size()), source_y(frames.frame_size());
    std::size_t i = 0;
    for (int y = 0; y < frames.height; ++y) {
        for (int x = 0; x < frames.width; ++x, ++i) {
            const Point from_px = source(x, y);
            source_x[i] = static_cast<float>(from_px.x);
            source_y[i] = static_cast<float>(from_px.y);
        }
    }
    ByteStack result(frames.frames, frames.height, frames.width);
    kernels::remap(frames.pixels.data(), {frames.frames, frames.height, frames.width}, result.pixels.data(),
                   source_x.data(), source_y.data(), threads);
    return result;
}

}  // namespace lumbar
