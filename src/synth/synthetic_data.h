// Writes a folder of synthetic studies, drawn from a seed, in the competition's layout or as from an archive;
// their geometry shows their grades.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/cpu_count.h"
#include "base/enum_names.h"
#include "dicom_pixels/pixel_encoding.h"

namespace lumbar {

enum class SynthLayout {
    competition,  // train_images/ (test_images links to it) and the CSV files of LabelFiles
    plain         // a folder a patient (write_plain_images) and README.txt: no list, no labels
};

inline constexpr EnumNames<SynthLayout, 2> kSynthLayoutNames = {
    {{SynthLayout::competition, "competition"}, {SynthLayout::plain, "plain"}}};

struct SynthSpec {
    std::filesystem::path output;  // created; must be empty if it exists
    int studies = 3;
    std::uint64_t seed = 0;  // more studies of the same seed: the earlier ones stay as they are
    PixelEncoding encoding = PixelEncoding::rle;
    int threads = default_threads();
    int image_size = 0;                 // longer side in pixels; 0: 320..640, as real series have
    double missing_label_share = 0.02;  // in sets of ten studies and more
    SynthLayout layout = SynthLayout::competition;
};

// The same seed draws the same pictures in both layouts.  Throws Error (usage) for a spec that cannot be met,
// Error (output) if writing fails.
void write_synthetic_data(const SynthSpec& spec);

}  // namespace lumbar
