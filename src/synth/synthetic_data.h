// Writes a folder of synthetic studies in the competition's layout, drawn from a seed; their geometry shows
// their grades.
#pragma once

#include <cstdint>
#include <filesystem>

#include "dicom/slice_writer.h"

namespace lumbar {

struct SynthSpec {
    std::filesystem::path output;  // created; must be empty if it exists
    int studies = 3;
    std::uint64_t seed = 0;  // more studies of the same seed: the earlier ones stay as they are
    PixelEncoding encoding = PixelEncoding::rle;
    int threads = 1;
    int image_size = 0;                 // longer side in pixels; 0: 320..640, as real series have
    double missing_label_share = 0.02;  // in sets of ten studies and more
};

// train_images/ (test_images links to it) and the CSV files of LabelFiles.  Throws Error (usage) for a spec
// that cannot be met, Error (output) if writing fails.
void write_synthetic_data(const SynthSpec& spec);

}  // namespace lumbar
