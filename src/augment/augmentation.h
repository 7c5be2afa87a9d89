// Draws a plan of random changes from settings, and applies it to frames and to the points marked in them.
#pragma once

#include <cstdint>
#include <variant>

#include "augment/blur.h"
#include "augment/brightness_contrast.h"
#include "augment/coarse_dropout.h"
#include "augment/distortion.h"
#include "augment/noise.h"
#include "augment/shift_scale_rotate.h"
#include "base/random.h"
#include "config/augmentation.h"
#include "core/keypoints.h"
#include "core/stack.h"

namespace lumbar {

// Everything that is drawn for a sample, but for the noise itself; all its stacks are changed alike.  Each
// piece starts out as no change.
struct AugmentationPlan {
    int height_px = 0, width_px = 0;  // of the frames it is for
    int shrunk_px = 0;                // side of the square they are resized to first; 0: as they are

    BrightnessContrast brightness_contrast{};
    ShiftScaleRotate shift_scale_rotate{};
    std::variant<std::monostate, MotionBlur, MedianBlur, GaussianBlur, GaussNoise> blur_or_noise{};
    std::variant<std::monostate, OpticalDistortion, GridDistortion> distortion{};
    bool vertical_flip = false;
    CoarseDropout dropout{};
    bool reverse = false;  // the order of the frames; whoever has labels of left and right swaps them

    int height_out_px() const { return shrunk_px ? shrunk_px : height_px; }
    int width_out_px() const { return shrunk_px ? shrunk_px : width_px; }
    bool operator==(const AugmentationPlan&) const = default;
};

// For frames of side_px_height x side_px_width before they are shrunk.  Throws Error (usage) for settings
// that make no sense, Error (data) for sides outside 1..32767.
AugmentationPlan draw_augmentation(const AugmentationSettings& settings, Random& random, int side_px_height,
                                   int side_px_width);

// [S,H,W] of the plan's size in, [S,height_out_px,width_out_px] out, in the order of the plan's members.
// `noise_seed` is of use only with GaussNoise: another one for each of the stacks of a sample.  Throws Error
// for frames of another size and threads below 1.  The result does not depend on `threads`.
ByteStack augment(const ByteStack& frames, const AugmentationPlan& plan, std::uint64_t noise_seed,
                  int threads);

// Where augment() takes a point, relative to the image from its corner (a pixel's centre is at
// (x + 0.5) / width); outside 0..1 where it leaves the image.
Point move_point(Point point_rel, const AugmentationPlan& plan);

}  // namespace lumbar
