#include "image/letterbox.h"

#include <algorithm>
#include <cmath>

#include "image/check_frames.h"
#include "image/resize.h"

namespace lumbar {
namespace {

// Python's round: half to even.  A sliver keeps a pixel, where cv2.resize would refuse a size of 0.
int scaled_side(int side, double scale) {
    return std::max(1, static_cast<int>(std::nearbyint(side * scale)));
}

FloatStack pad_to_square(const FloatStack& frames, int size) {
    const int top = (size - frames.height) / 2, left = (size - frames.width) / 2;
    FloatStack square(frames.frames, size, size);
    for (int s = 0; s < frames.frames; ++s) {
        for (int y = 0; y < frames.height; ++y) {
            std::copy_n(&frames.at(s, y, 0), frames.width, &square.at(s, top + y, left));
        }
    }
    return square;
}

}  // namespace

FloatStack letterbox(const FloatStack& frames, int size, int threads) {
    checked_shape(frames, "letterbox", threads);
    require_positive(size, "letterbox", "size");
    const double scale = static_cast<double>(size) / std::max(frames.height, frames.width);
    if (scale == 1.0) return pad_to_square(frames, size);
    const int height = scaled_side(frames.height, scale), width = scaled_side(frames.width, scale);
    return pad_to_square(resize(frames, height, width, Interpolation::lanczos4, threads), size);
}

}  // namespace lumbar
