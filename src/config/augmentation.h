// How a training sample may be seen differently: the strength of each change and how often it happens.
#pragma once

namespace lumbar {

// The solution's values for stage 1 (docs/pipeline.md, "Augmentation"); zero strength or a chance of zero
// leaves a sample as it is.  The semantics are albumentations'.
struct AugmentationSettings {
    int size = 0;  // px, square, to which frames are shrunk before anything else; 0: as they are (slower)

    double brightness = 0.4;  // largest shift, as a share of 255
    double contrast = 0.25;   // largest change of the factor 1

    double shift = 0.10;  // largest move, as a share of the side
    double scale = 0.25;  // largest change of the factor 1
    double rotate_deg = 30;

    double blur_chance = 0.5;  // one of motion, median and Gaussian blur (3 px) and Gaussian noise
    double noise_variance_low = 3, noise_variance_high = 9;  // grey levels squared

    double distort_chance = 0.5;  // one of optical and grid distortion
    double optical_limit = 1.0;   // largest radial coefficient
    double grid_limit = 0.3;      // largest stretch of a cell
    int grid_steps = 5;

    double dropout_chance = 0;  // coarse dropout: single pixels to black
    int dropout_low = 50, dropout_high = 250;

    double vertical_flip_chance = 0;
    double reverse_chance = 0.5;  // the order of the frames; stage 2 swaps left and right labels with it
};

}  // namespace lumbar
