// Draws a plan of random changes from settings, and applies it to frames and to the points marked in them.
#pragma once

#include <cstdint>

#include "augment/augmentation_settings.h"
#include "augment/augmentations.h"
#include "augment/frame_size.h"
#include "base/random.h"
#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

// Everything that is drawn for a sample, but for the noise itself; all its stacks are changed alike.  It
// starts out as no change.
struct AugmentationPlan {
    FrameSize size;     // of the frames it is for
    int shrunk_px = 0;  // side of the square they are resized to first; 0: as they are
    Augmentations changes{};

    FrameSize result_size() const { return shrunk_px ? FrameSize{shrunk_px, shrunk_px} : size; }
    bool operator==(const AugmentationPlan&) const = default;
};

// For frames of `size` before they are shrunk.  Throws Error (usage) for settings that make no sense, Error
// (data) for sides outside 1..32767.
AugmentationPlan draw_augmentation(const AugmentationSettings& settings, Random& random, FrameSize size);

// Takes [S,H,W] of the plan's size and returns [S,H,W] of its result_size().  `noise_seed` matters only for
// noise: use another one for each stack of a sample.  Throws Error for frames of another size and for fewer
// than one thread.  The result does not depend on `threads`.
ByteStack augment(const ByteStack& frames, const AugmentationPlan& plan, std::uint64_t noise_seed,
                  int threads);

// Where augment() takes a point, relative to the image from its corner (a pixel's centre is at
// (x + 0.5) / width); outside 0..1 where it leaves the image.
Point move_point(Point point_rel, const AugmentationPlan& plan);

}  // namespace lumbar
