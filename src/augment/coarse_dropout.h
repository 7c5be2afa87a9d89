// Blackens some pixels of frames, the same ones in all of them.
#pragma once

#include <vector>

#include "base/random.h"
#include "config/augmentation.h"
#include "core/stack.h"

namespace lumbar {

// albumentations' CoarseDropout with holes of one pixel; here no hole is drawn twice.
struct CoarseDropout {
    std::vector<int> pixels{};  // y * width + x
    bool operator==(const CoarseDropout&) const = default;
};

// As many as drawn, or all pixels of a smaller frame.
CoarseDropout draw_coarse_dropout(const AugmentationSettings& settings, Random& random, int height_px,
                                  int width_px);

// Throws Error for a pixel outside the frames.
ByteStack drop_pixels(ByteStack frames, const CoarseDropout& dropout);

}  // namespace lumbar
