#include "dicom/series_files.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <system_error>

#include "base/error.h"
#include "base/letter_case.h"
#include "base/log.h"
#include "dicom/file_outcome.h"
#include "dicom/slice_reader.h"
#include "dicom/stack_selection.h"
#include "dicom_file/file_probe.h"

namespace lumbar {
namespace {

bool has_dicom_name(const std::filesystem::path& path) {
    const std::string extension = to_lower(path.extension().string());
    return extension == ".dcm" || extension == ".dicom";
}

struct Listed {
    std::vector<std::filesystem::path> files;
    std::size_t others = 0;
};

Listed list_files(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error)
        throw Error({"cannot open the series", folder.string(), "a folder of DICOM files", error.message()});
    Listed listed;
    for (const auto& entry : entries) {
        if (entry.is_directory(error)) continue;
        if (is_dicom_file(entry.path())) {
            listed.files.push_back(entry.path());
        } else {
            ++listed.others;
        }
    }
    return listed;
}

using Result = FileOutcome<SliceListing>;

std::vector<Result> list_all(const std::vector<std::filesystem::path>& files, const std::string& where,
                             int threads, const SeriesLimits& limits) {
    constexpr std::size_t kTimesOver = 8;  // copies and other kinds of images are not counted yet
    const std::size_t most = kTimesOver * limits.frames;
    ReadingBudget budget(limits.bytes);
    std::vector<Result> results(files.size());
    std::atomic<std::size_t> frames{0};
#pragma omp parallel for schedule(dynamic) num_threads(std::max(threads, 1))
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (frames > most) continue;
        results[i] = try_to_read([&] { return list_slices(files[i], &budget); });
        frames += results[i].value.slices.size();
    }
    if (frames > most) {
        throw Error({"the series has too many frames", where, "at most " + std::to_string(most), "more"});
    }
    return results;
}

void warn_of_remarks(const std::map<std::string, Selection>& remarks, const std::string& where) {
    for (const auto& [remark, slices] : remarks) log_warning(where + ": " + names_of(slices) + ": " + remark);
}

// `passed_over`: how many other files lie beside them.
SeriesFiles list_files_of_series(std::vector<std::filesystem::path> files, std::size_t passed_over,
                                 const std::string& where, int threads, const SeriesLimits& limits) {
    SeriesFiles series;
    series.files = files.size();
    if (files.empty()) return series;
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.native() < b.native(); });
    auto results = list_all(files, where, threads, limits);
    std::map<std::string, std::vector<SliceInfo>> remarks;
    for (Result& result : results) {
        result.rethrow_fault();
        if (!result.failure.empty()) log_warning(result.failure);
        if (series.first_failure.empty()) series.first_failure = result.failure;
        if (result.value.is_directory) ++passed_over;
        for (const std::string& remark : result.value.remarks) {
            remarks[remark].push_back(result.value.slices.front());
        }
        std::move(result.value.slices.begin(), result.value.slices.end(), std::back_inserter(series.slices));
    }
    std::map<std::string, Selection> named;
    for (const auto& [remark, slices] : remarks) {
        for (const SliceInfo& slice : slices) named[remark].push_back(&slice);
    }
    warn_of_remarks(named, where);
    if (passed_over > 0) {
        log_info(where + ": " + std::to_string(passed_over) +
                 (passed_over == 1 ? " file that is no DICOM image is passed over"
                                   : " files that are no DICOM images are passed over"));
    }
    return series;
}

}  // namespace

bool is_dicom_file(const std::filesystem::path& path) {
    return has_dicom_name(path) || begins_as_dicom(path);
}

SeriesFiles list_series(const std::filesystem::path& folder, int threads, const SeriesLimits& limits) {
    Listed listed = list_files(folder);
    return list_files_of_series(std::move(listed.files), listed.others, folder.string(), threads, limits);
}

SeriesFiles list_series(std::vector<std::filesystem::path> files, const std::string& where, int threads,
                        const SeriesLimits& limits) {
    return list_files_of_series(std::move(files), 0, where, threads, limits);
}

}  // namespace lumbar
