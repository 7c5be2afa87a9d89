#include "augment/vertical_flip.h"

#include <algorithm>

namespace lumbar {

std::vector<Setting> VerticalFlip::settings_of(Settings& s) {
    return {{"augment.vertical_flip_chance", "upside down", &s.vertical_flip_chance, 0, 1}};
}

VerticalFlip VerticalFlip::draw(const Settings& settings, Random& random, FrameSize /*size*/) {
    return {random.chance(settings.vertical_flip_chance)};
}

ByteStack VerticalFlip::apply(ByteStack frames, std::uint64_t /*noise_seed*/, int /*threads*/) const {
    if (!flips) return frames;
    for (int s = 0; s < frames.frames; ++s) {
        for (int top = 0, bottom = frames.height - 1; top < bottom; ++top, --bottom) {
            std::swap_ranges(&frames.at(s, top, 0), &frames.at(s, top, 0) + frames.width,
                             &frames.at(s, bottom, 0));
        }
    }
    return frames;
}

Point VerticalFlip::move(Point point_px, FrameSize size) const {
    return flips ? Point{point_px.x, size.height_px - 1 - point_px.y} : point_px;
}

std::vector<Example<VerticalFlip>> VerticalFlip::examples(const Settings& /*settings*/, Random& /*random*/,
                                                          FrameSize /*size*/) {
    return {{"upside down", {true}}};
}

}  // namespace lumbar
