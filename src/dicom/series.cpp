#include "dicom/series.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "dicom/file_outcome.h"
#include "dicom/orientation.h"
#include "dicom/series_files.h"
#include "dicom/slice_order.h"
#include "dicom/stack_selection.h"
#include "image/resize.h"

namespace lumbar {
namespace {

using Size = std::pair<int, int>;  // height, width

Size size_of(const Slice& slice) {
    return {slice.pixels.height, slice.pixels.width};
}

std::string to_text(Size size) {
    return std::to_string(size.first) + "x" + std::to_string(size.second);
}

// Ties go to the size that comes first in the order.
Size commonest_size(const std::vector<Slice>& slices) {
    std::map<Size, int> counts;
    for (const Slice& slice : slices) ++counts[size_of(slice)];
    Size commonest = size_of(slices.front());
    for (const Slice& slice : slices) {
        if (counts[size_of(slice)] > counts[commonest]) commonest = size_of(slice);
    }
    return commonest;
}

void equalize_sizes(std::vector<Slice>& slices, Size size, const std::string& where, int threads) {
    std::size_t resized = 0;
    for (Slice& slice : slices) {
        if (size_of(slice) == size) continue;
        slice.pixels = resize(slice.pixels, size.first, size.second, Interpolation::linear, threads);
        slice.spacing_mm.reset();
        slice.position_mm.reset();
        ++resized;
    }
    if (resized == 0) return;
    log_warning(where + ": " + std::to_string(resized) + " of " + std::to_string(slices.size()) +
                " frames resized to " + to_text(size) + ", the commonest size");
}

FramePlace place_of(const SliceInfo& slice) {
    return {slice.orientation, slice.position_mm, slice.spacing_mm};
}

void reorient_slices(std::vector<Slice>& slices, const std::string& where) {
    Selection gone;
    for (Slice& slice : slices) {
        if (!slice.orientation) continue;
        const Reorientation change = reorientation_to_standard(*slice.orientation);
        if (change.is_none()) continue;
        const FramePlace place = reoriented(place_of(slice), slice.pixels.height, slice.pixels.width, change);
        slice.pixels = reoriented(slice.pixels, change);
        slice.orientation = place.orientation;
        slice.position_mm = place.position_mm;
        slice.spacing_mm = place.spacing_mm;
        gone.push_back(&slice);
    }
    if (gone.empty()) return;
    log_warning(where + ": " + names_of(gone) +
                " turned to the patient's front at the left and head on top, as " +
                "the image orientation (0020,0037) says");
}

std::size_t pixels_of(Size size) {
    return static_cast<std::size_t>(size.first) * static_cast<std::size_t>(size.second);
}

std::size_t pixels_of(const Selection& slices) {
    std::size_t pixels = 0;
    for (const SliceInfo* slice : slices) pixels += pixels_of({slice->rows, slice->columns});
    return pixels;
}

// The frames are in memory twice: as they are read, and as the volume.
void check_limits(std::size_t frames, std::size_t pixels, const SeriesLimits& limits,
                  const std::string& where) {
    const std::size_t bytes = 2 * pixels * sizeof(float);
    if (frames <= limits.frames && bytes <= limits.bytes) return;
    throw Error({"the series is too large", where,
                 "at most " + std::to_string(limits.frames) + " frames and " + megabytes(limits.bytes) +
                     " of memory" + kBudgetFlag,
                 std::to_string(frames) + " frames, which take " + megabytes(bytes)});
}

// Patient coordinates grow to the left.
bool goes_to_the_right(const std::vector<Slice>& slices) {
    constexpr double kLeastMm = 1;
    std::vector<double> x_mm;
    for (const Slice& slice : slices) {
        if (slice.position_mm) x_mm.push_back((*slice.position_mm)[0]);
    }
    return x_mm.size() > 1 && x_mm.front() - x_mm.back() > kLeastMm;
}

FrameSource source_of(const Slice& slice) {
    return {slice.kind.sop_class, slice.instance_uid, slice.kind.series,
            slice.frames_in_file > 1 ? slice.frame_index + 1 : 0};
}

// `slices` in their order.
Volume to_volume(std::vector<Slice> slices, const std::string& where, int threads,
                 const SeriesLimits& limits = {}) {
    const bool is_left_first = goes_to_the_right(slices);
    reorient_slices(slices, where);
    const Size size = commonest_size(slices);
    check_limits(slices.size(), pixels_of(size) * slices.size(), limits, where);
    equalize_sizes(slices, size, where, threads);
    Volume volume{FloatStack(static_cast<int>(slices.size()), size.first, size.second), std::nullopt};
#pragma omp parallel for num_threads(std::max(threads, 1))
    for (std::size_t s = 0; s < slices.size(); ++s) {
        const auto& pixels = slices[s].pixels.pixels;
        std::copy(pixels.begin(), pixels.end(), volume.frames.frame(static_cast<int>(s)));
    }
    for (const Slice& slice : slices) {
        if (!volume.spacing_mm) volume.spacing_mm = slice.spacing_mm;
        volume.sources.push_back(source_of(slice));
        volume.places.push_back(place_of(slice));
    }
    volume.is_left_first = is_left_first;
    volume.is_upright = std::all_of(slices.begin(), slices.end(), [](const Slice& slice) {
        return slice.orientation && is_sagittal(*slice.orientation);
    });
    return volume;
}

// The frames of one file that are wanted, and where they belong in the order.
struct Wanted {
    std::filesystem::path path;
    std::vector<int> frames;
    std::vector<std::size_t> places;
};

std::vector<Wanted> by_file(const Selection& ordered) {
    std::map<std::filesystem::path, Wanted> files;
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        Wanted& wanted = files[ordered[i]->path];
        wanted.path = ordered[i]->path;
        wanted.frames.push_back(ordered[i]->frame_index);
        wanted.places.push_back(i);
    }
    std::vector<Wanted> all;
    for (auto& [path, wanted] : files) all.push_back(std::move(wanted));
    return all;
}

// What reading and decoding it takes beside the frames that come out: the file and a copy of its stream;
// samples and a decoder's own picture, of one frame at a time.
std::size_t bytes_in_hand(const SliceInfo& slice) {
    constexpr std::size_t kBytesPerPixel = 16;
    return 2 * slice.file_bytes + kBytesPerPixel * pixels_of({slice.rows, slice.columns});
}

// The frames in their order, without those of files that cannot be decoded; each of these is one warning.
std::vector<Slice> decode_in_order(const Selection& ordered, int threads, const SeriesLimits& limits,
                                   std::string& first_failure) {
    const auto files = by_file(ordered);
    ReadingBudget budget(limits.bytes - pixels_of(ordered) * sizeof(float));
    std::vector<FileOutcome<std::vector<Slice>>> results(files.size());
#pragma omp parallel for schedule(dynamic) num_threads(std::max(threads, 1))
    for (std::size_t i = 0; i < files.size(); ++i) {
        results[i] = try_to_read([&] {
            const auto share = budget.take(bytes_in_hand(*ordered[files[i].places.front()]));
            return read_frames(files[i].path, files[i].frames);
        });
    }
    std::vector<Slice> slices(ordered.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        results[i].rethrow_fault();
        if (!results[i].failure.empty()) log_warning(results[i].failure);
        if (first_failure.empty()) first_failure = results[i].failure;
        for (std::size_t f = 0; f < results[i].value.size(); ++f) {
            slices[files[i].places[f]] = std::move(results[i].value[f]);
        }
    }
    std::erase_if(slices, [](const Slice& slice) { return slice.pixels.pixels.empty(); });
    return slices;
}

Volume read_listed(SeriesFiles series, const std::string& where, int threads, const SeriesLimits& limits) {
    if (series.files == 0) throw Error({"the series is empty", where, "at least one DICOM file", "none"});
    Selection all;
    for (const SliceInfo& slice : series.slices) all.push_back(&slice);
    const Selection ordered = all.empty() ? all : order_slices(select_stack(all, where), where);
    check_limits(ordered.size(), pixels_of(ordered), limits, where);
    auto slices = decode_in_order(ordered, threads, limits, series.first_failure);
    if (slices.empty()) {
        throw Error({"no file of the series is readable", where, "at least one",
                     std::to_string(series.files) + " unreadable, the first: " + series.first_failure});
    }
    return to_volume(std::move(slices), where, threads, limits);
}

}  // namespace

Volume assemble_volume(std::vector<Slice> slices, const std::string& where, int threads) {
    if (slices.empty()) throw Error({"the series has no frames", where, "at least one", "none"});
    Selection all;
    for (const Slice& slice : slices) all.push_back(&slice);
    std::stable_sort(all.begin(), all.end(), [](const SliceInfo* a, const SliceInfo* b) {
        return std::tie(a->file_name, a->frame_index) < std::tie(b->file_name, b->frame_index);
    });
    std::vector<Slice> ordered;
    for (const SliceInfo* info : order_slices(select_stack(all, where), where)) {
        ordered.push_back(
            std::move(slices[static_cast<std::size_t>(static_cast<const Slice*>(info) - slices.data())]));
    }
    return to_volume(std::move(ordered), where, threads);
}

Volume read_series(const std::filesystem::path& folder, int threads, const SeriesLimits& limits) {
    return read_listed(list_series(folder, threads, limits), folder.string(), threads, limits);
}

Volume read_series(const std::vector<std::filesystem::path>& files, const std::string& where, int threads,
                   const SeriesLimits& limits) {
    return read_listed(list_series(files, where, threads, limits), where, threads, limits);
}

bool holds_dicom_files(const std::filesystem::path& folder) {
    std::error_code error;
    return std::any_of(
        std::filesystem::directory_iterator(folder, error), std::filesystem::directory_iterator(),
        [&](const auto& entry) { return !entry.is_directory(error) && is_dicom_file(entry.path()); });
}

}  // namespace lumbar
