#include "augment/frame_reversal.h"

#include <algorithm>

namespace lumbar {

std::vector<Setting> FrameReversal::settings_of(Settings& s) {
    return {{"augment.reverse_chance", "order of the frames; stage 2 swaps left and right", &s.reverse_chance,
             0, 1}};
}

FrameReversal FrameReversal::draw(const Settings& settings, Random& random, FrameSize /*size*/) {
    return {random.chance(settings.reverse_chance)};
}

ByteStack FrameReversal::apply(ByteStack frames, std::uint64_t /*noise_seed*/, int /*threads*/) const {
    if (!reverses) return frames;
    for (int first = 0, last = frames.frames - 1; first < last; ++first, --last) {
        std::swap_ranges(frames.frame(first), frames.frame(first) + frames.frame_size(), frames.frame(last));
    }
    return frames;
}

}  // namespace lumbar
