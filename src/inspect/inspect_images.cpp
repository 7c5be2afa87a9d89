#include "inspect/inspect_images.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "base/cpu_count.h"
#include "base/printable.h"
#include "dicom/series.h"
#include "dicom/slice_reader.h"
#include "image/image_file.h"
#include "image/letterbox.h"
#include "image/normalize.h"
#include "inspect/contact_sheet.h"
#include "inspect/inspect_augmentation.h"

namespace lumbar {
namespace {

// "3 of 17"; the outermost with the side that they show, where that is known.
std::vector<std::string> captions_of(const Volume& volume) {
    const int last = volume.frames.frames;
    std::vector<std::string> captions;
    for (int frame = 1; frame <= last; ++frame) {
        const std::string side = frame == 1 ? "  L" : frame == last ? "  R" : "";
        captions.push_back(std::to_string(frame) + " of " + std::to_string(last) +
                           (volume.is_left_first ? side : ""));
    }
    return captions;
}

// All frames in one grey picture, in rows, each letterboxed to a tile.
void draw_frames(const Volume& volume, const std::filesystem::path& path) {
    const FloatStack& frames = volume.frames;
    constexpr int kTile = 192;  // px
    const auto tiles =
        normalize(letterbox(frames, kTile, default_threads()), percentile_range(frames), default_threads());
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(frames.frames * 1.6))));
    write_png(path, contact_sheet(tiles, captions_of(volume), columns));
    std::printf("picture          %s\n", path.c_str());
}

void print_values(const FloatStack& frames) {
    const auto [low, high] = std::minmax_element(frames.pixels.begin(), frames.pixels.end());
    const IntensityRange range = percentile_range(frames);
    std::printf("values           %g to %g, percentiles 1 and 99: %g and %g\n", *low, *high, range.low,
                range.high);
}

void print_text(const char* label, const std::string& text) {
    if (!text.empty()) std::printf("%-16s %s\n", label, printable(text).c_str());
}

}  // namespace

void inspect_dicom(const std::filesystem::path& file, const std::optional<std::filesystem::path>& picture) {
    const DicomSummary summary = summarize_dicom(file);
    std::printf("DICOM file       %s\n", file.c_str());
    print_text("transfer syntax", summary.transfer_syntax);
    print_text("modality", summary.modality);
    print_text("series", summary.series_description);
    print_text("photometric", summary.photometric_interpretation);
    std::printf("frames           %d of %d x %d (rows x columns), %d bits%s\n", summary.frames, summary.rows,
                summary.columns, summary.bits_stored, summary.is_signed ? ", signed" : "");
    if (summary.instance_number) std::printf("instance number  %d\n", *summary.instance_number);
    if (const auto& p = summary.position_mm)
        std::printf("position         %g %g %g mm\n", (*p)[0], (*p)[1], (*p)[2]);
    if (const auto& s = summary.spacing_mm) std::printf("pixel spacing    %g x %g mm\n", (*s)[0], (*s)[1]);
    if (summary.rescale_slope || summary.rescale_intercept) {
        std::printf("rescale          slope %g, intercept %g\n", summary.rescale_slope.value_or(1),
                    summary.rescale_intercept.value_or(0));
    }
    const Volume volume = assemble_volume(read_slices(file), file.string(), default_threads());
    print_values(volume.frames);
    if (picture) draw_frames(volume, *picture);
}

void inspect_series(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& picture,
                    const std::optional<std::filesystem::path>& augmented, std::uint64_t seed) {
    const Volume volume = read_series(folder, default_threads());
    std::printf("DICOM series     %s\n", folder.c_str());
    std::printf("frames           %d of %d x %d (rows x columns), %s\n", volume.frames.frames,
                volume.frames.height, volume.frames.width,
                volume.is_left_first ? "the patient's left first" : "their sides are not known");
    if (const auto& s = volume.spacing_mm) std::printf("pixel spacing    %g x %g mm\n", (*s)[0], (*s)[1]);
    print_values(volume.frames);
    if (picture) draw_frames(volume, *picture);
    if (augmented) draw_augmentations(volume.frames, seed, *augmented);
}

}  // namespace lumbar
