// Draws one study from a seed: its body, its grades, and where and how each series is scanned.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/study.h"
#include "dicom_pixels/slice_writer.h"
#include "synth/anatomy.h"
#include "synth/grade_sampler.h"
#include "synth/render_slice.h"
#include "synth/scan_plan.h"

namespace lumbar {

struct SyntheticSeries {
    std::string id, description;     // as in the competition's series descriptions
    std::optional<SeriesKind> kind;  // empty: axial
    ScanPlan slices;
    Scanner scanner;
    std::uint64_t noise_seed = 0;
};

struct SyntheticStudy {
    std::string id;
    LabelSheet labels;
    Anatomy anatomy;
    SyntheticSeries t2, t1, axial;

    std::array<const SyntheticSeries*, 3> series() const { return {&t2, &t1, &axial}; }
};

// Without ids; `image_size` as in SynthSpec.
SyntheticStudy draw_study(std::uint64_t seed, int image_size, double missing_label_share);
// The same body for grades of one's own choice.
SyntheticStudy draw_study(const GradeSheet& grades, std::uint64_t seed, int image_size,
                          double missing_label_share);

// What its file says of a slice: UIDs made of the ids, the plane's geometry.
SliceHeader header_of(const SyntheticStudy& study, const SyntheticSeries& series, const SlicePlane& plane);
// The series' picture of that number.
Stack<std::uint16_t> render(const SyntheticStudy& study, const SyntheticSeries& series, std::size_t slice);

// FOLDER/<study>/<series>/<instance>.dcm, `threads` slices at a time.
void write_images(const SyntheticStudy& study, const std::filesystem::path& folder, PixelEncoding encoding,
                  int threads);

}  // namespace lumbar
