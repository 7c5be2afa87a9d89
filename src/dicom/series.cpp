#include "dicom/series.h"

#include <algorithm>
#include <cctype>
#include <exception>
#include <map>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "dicom/name_order.h"
#include "image/resize.h"

namespace lumbar {
namespace {

bool is_dicom_name(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".dcm";
}

// Sorted as Python's sorted() does: by code point.
std::vector<std::filesystem::path> list_dicom_files(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error)
        throw Error({"cannot open the series", folder.string(), "a folder of DICOM files", error.message()});
    std::vector<std::filesystem::path> files;
    for (const auto& entry : entries) {
        if (is_dicom_name(entry.path()) && !entry.is_directory(error)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.native() < b.native(); });
    return files;
}

struct FileResult {
    std::vector<Slice> slices;
    std::string failure;
};

FileResult try_to_read(const std::filesystem::path& file) {
    try {
        return {read_slices(file), {}};
    } catch (const std::exception& e) {
        return {{}, e.what()};
    }
}

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

void order_slices(std::vector<Slice>& slices, const std::string& where) {
    const auto all_have = [&](auto member) {
        return std::all_of(slices.begin(), slices.end(),
                           [&](const Slice& slice) { return (slice.*member).has_value(); });
    };
    const auto order = [&](auto before) { std::stable_sort(slices.begin(), slices.end(), before); };
    order([](const Slice& a, const Slice& b) {
        return std::tie(a.file_name, a.frame_index) < std::tie(b.file_name, b.frame_index);
    });
    if (all_have(&Slice::position_mm)) {
        // reference.py, read_series: np.argsort(-x, kind="stable")
        order([](const Slice& a, const Slice& b) { return (*a.position_mm)[0] > (*b.position_mm)[0]; });
    } else if (all_have(&Slice::instance_number)) {
        log_warning(where + ": frames without a position, ordered by instance number");
        order([](const Slice& a, const Slice& b) { return *a.instance_number < *b.instance_number; });
    } else {
        log_warning(where + ": frames without position and instance number, ordered by file name");
        order([](const Slice& a, const Slice& b) { return name_comes_before(a.file_name, b.file_name); });
    }
}

void equalize_sizes(std::vector<Slice>& slices, Size size, const std::string& where, int threads) {
    std::size_t resized = 0;
    for (Slice& slice : slices) {
        if (size_of(slice) == size) continue;
        slice.pixels = resize(slice.pixels, size.first, size.second, Interpolation::linear, threads);
        slice.spacing_mm.reset();
        ++resized;
    }
    if (resized == 0) return;
    log_warning(where + ": " + std::to_string(resized) + " of " + std::to_string(slices.size()) +
                " frames resized to " + to_text(size) + ", the commonest size");
}

}  // namespace

Volume assemble_volume(std::vector<Slice> slices, const std::string& where, int threads) {
    if (slices.empty()) throw Error({"the series has no frames", where, "at least one", "none"});
    order_slices(slices, where);
    const Size size = commonest_size(slices);
    equalize_sizes(slices, size, where, threads);
    Volume volume{FloatStack(static_cast<int>(slices.size()), size.first, size.second), std::nullopt};
#pragma omp parallel for num_threads(std::max(threads, 1))
    for (std::size_t s = 0; s < slices.size(); ++s) {
        const auto& pixels = slices[s].pixels.pixels;
        std::copy(pixels.begin(), pixels.end(), volume.frames.frame(static_cast<int>(s)));
    }
    for (const Slice& slice : slices) {
        if (!volume.spacing_mm) volume.spacing_mm = slice.spacing_mm;
    }
    return volume;
}

Volume read_series(const std::filesystem::path& folder, int threads) {
    const auto files = list_dicom_files(folder);
    if (files.empty())
        throw Error({"the series is empty", folder.string(), "at least one .dcm file", "none"});
    std::vector<FileResult> results(files.size());
#pragma omp parallel for schedule(dynamic) num_threads(std::max(threads, 1))
    for (std::size_t i = 0; i < files.size(); ++i) results[i] = try_to_read(files[i]);
    std::vector<Slice> slices;
    std::string first_failure;
    for (FileResult& result : results) {
        std::move(result.slices.begin(), result.slices.end(), std::back_inserter(slices));
        if (result.failure.empty()) continue;
        log_warning(result.failure);
        if (first_failure.empty()) first_failure = result.failure;
    }
    if (slices.empty()) {
        throw Error({"no file of the series is readable", folder.string(), "at least one",
                     std::to_string(files.size()) + " unreadable, the first: " + first_failure});
    }
    return assemble_volume(std::move(slices), folder.string(), threads);
}

}  // namespace lumbar
