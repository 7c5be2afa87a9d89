#include "augment/flip.h"

#include <algorithm>

namespace lumbar {

ByteStack flip_vertically(ByteStack frames) {
    for (int s = 0; s < frames.frames; ++s) {
        for (int top = 0, bottom = frames.height - 1; top < bottom; ++top, --bottom) {
            std::swap_ranges(&frames.at(s, top, 0), &frames.at(s, top, 0) + frames.width,
                             &frames.at(s, bottom, 0));
        }
    }
    return frames;
}

Point flip_point_vertically(Point point_px, int height_px) {
    return {point_px.x, height_px - 1 - point_px.y};
}

ByteStack reverse_frames(ByteStack frames) {
    for (int first = 0, last = frames.frames - 1; first < last; ++first, --last) {
        std::swap_ranges(frames.frame(first), frames.frame(first) + frames.frame_size(), frames.frame(last));
    }
    return frames;
}

}  // namespace lumbar
