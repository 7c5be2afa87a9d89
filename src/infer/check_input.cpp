#include "infer/check_input.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace lumbar {

ByteStack check_frames(int count, int size) {
    ByteStack frames(count, size, size);
    std::minstd_rand random(1);
    for (int frame = 0; frame < count; ++frame) {
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                const double wave = std::sin(0.31 * x + frame) * std::cos(0.23 * y - frame);
                frames.at(frame, y, x) =
                    static_cast<std::uint8_t>(112 + 80 * wave + static_cast<double>(random() % 64));
            }
        }
    }
    return frames;
}

Crops check_crops(int levels, int frames, int size) {
    Crops crops;
    std::fill_n(crops.begin(), levels, check_frames(frames, size));
    return crops;
}

}  // namespace lumbar
