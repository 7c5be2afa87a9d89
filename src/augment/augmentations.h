// Lists the augmentations in the order in which they are drawn and applied.
#pragma once

#include "augment/augmentation_sequence.h"
#include "augment/blur_or_noise.h"
#include "augment/brightness_contrast.h"
#include "augment/coarse_dropout.h"
#include "augment/distortion.h"
#include "augment/frame_reversal.h"
#include "augment/shift_scale_rotate.h"
#include "augment/vertical_flip.h"

namespace lumbar {

using Augmentations = AugmentationSequence<BrightnessContrast, ShiftScaleRotate, BlurOrNoise, Distortion,
                                           VerticalFlip, CoarseDropout, FrameReversal>;

}  // namespace lumbar
