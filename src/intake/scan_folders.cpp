#include "intake/scan_folders.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "archive/archive_index.h"
#include "archive/data_file.h"
#include "base/error.h"
#include "base/log.h"
#include "dicom/file_outcome.h"
#include "dicom_file/file_probe.h"
#include "dicom_file/media_directory.h"

namespace lumbar {
namespace {

// A folder that cannot be opened is one warning; its neighbours are read.
void add_files_below(const std::filesystem::path& folder, std::set<std::filesystem::path>& files) {
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error) {
        log_warning("cannot open the folder: " + folder.string() + ": " + error.message());
        return;
    }
    for (const auto& entry : entries) {
        if (entry.is_directory(error) && !entry.is_symlink(error)) {  // a link may lead back to its folder
            add_files_below(entry.path(), files);
        } else if (entry.is_regular_file(error)) {
            files.insert(entry.path());
        }
    }
}

// The files that a medium's DICOMDIR names; others beside it are none of the medium's.
void add_files_of_medium(const std::filesystem::path& path, const MediaDirectory& directory,
                         std::set<std::filesystem::path>& files) {
    files.insert(directory.files.begin(), directory.files.end());
    if (directory.missing.empty()) return;
    const std::size_t count = directory.missing.size();
    log_warning(path.string() + ": " + std::to_string(count) +
                (count == 1 ? " file that it names is" : " files that it names are") +
                " missing: " + directory.missing.front() + (count > 1 ? " ..." : ""));
}

std::vector<std::filesystem::path> files_of(const std::vector<std::filesystem::path>& paths) {
    std::set<std::filesystem::path> files;  // once each, however often they are named
    for (const auto& path : paths) {
        std::error_code error;
        if (std::filesystem::is_directory(path, error)) {
            add_files_below(path, files);
        } else if (std::filesystem::is_regular_file(path, error)) {
            const auto directory = read_media_directory(path);
            if (directory) {
                add_files_of_medium(path, *directory, files);
            } else {
                files.insert(path);
            }
        } else {
            throw Error({"cannot open the data", path.string(),
                         "a DICOM file, a folder, a zip archive or a DICOMDIR",
                         error ? error.message() : "something else"});
        }
    }
    return {files.begin(), files.end()};
}

// What a file is by its beginning.
struct Probe {
    std::optional<SeriesHeader> header;  // empty for what is no DICOM file
    bool is_archive = false;
};

Probe probe_file(const std::filesystem::path& path, ReadingBudget& budget) {
    const DataFile file(path);
    const auto beginning = file.read(kProbeBytes);
    if (begins_as_zip(beginning)) {
        if (!file.is_archived()) return {{}, true};
        throw Error({"an archive within an archive is left out", path.string(), "an unpacked one"});
    }
    if (!find_dicom_start(beginning)) return {};
    return {read_series_header(file, &budget), false};
}

// Files of one series, as they come.
struct Group {
    FoundSeries series;
    std::map<Plane, std::pair<int, SeriesHeader>> planes;  // images, the first header
};

class Grouping {
  public:
    void add(const std::filesystem::path& path, const SeriesHeader& header) {
        const auto study = key_of(header.study_uid, path);
        const auto [place, is_new] = studies_.try_emplace(study, order_.size());
        if (is_new) order_.push_back({{header.patient_id, header.study_uid, {}}, {}, {}});
        Study& found = order_[place->second];
        const auto [at, is_first] =
            found.places.try_emplace(key_of(header.series_uid, path), found.groups.size());
        if (is_first) found.groups.emplace_back();
        add_to(found.groups[at->second], path, header);
    }

    std::vector<FoundStudy> take() {
        std::vector<FoundStudy> studies;
        for (Study& study : order_) {
            for (Group& group : study.groups) study.study.series.push_back(finish(std::move(group)));
            studies.push_back(std::move(study.study));
        }
        return studies;
    }

  private:
    struct Study {
        FoundStudy study;
        std::map<std::string, std::size_t> places;
        std::vector<Group> groups;
    };

    static std::string key_of(const std::string& uid, const std::filesystem::path& path) {
        return uid.empty() ? "/" + path.parent_path().string() : uid;
    }

    static void add_to(Group& group, const std::filesystem::path& path, const SeriesHeader& header) {
        FoundSeries& series = group.series;
        if (series.files.empty()) series.header = header;
        if (header.patient_id != series.header.patient_id) series.other_patient = header.patient_id;
        series.files.push_back(path);
        series.images += header.frames;
        const auto [place, is_new] = group.planes.try_emplace(plane_of(header.orientation), 0, header);
        place->second.first += header.frames;
    }

    static FoundSeries finish(Group group) {
        FoundSeries& series = group.series;
        for (const auto& [plane, images_and_header] : group.planes) {
            if (plane == Plane::unknown) continue;
            series.images_with_plane += images_and_header.first;
            if (images_and_header.first <= series.images_of_plane) continue;
            series.images_of_plane = images_and_header.first;
            series.plane = plane;
            series.header = images_and_header.second;
        }
        return std::move(series);
    }

    std::map<std::string, std::size_t> studies_;
    std::vector<Study> order_;
};

// Headers are read in batches, so that memory does not grow with the number of files.
class Scanner {
  public:
    Scanner(int threads, const SeriesLimits& limits)
        : threads_(std::max(threads, 1)), budget_(limits.bytes) {}

    void scan(const std::vector<std::filesystem::path>& files) {
        constexpr std::size_t kBatch = 4096;
        for (std::size_t begin = 0; begin < files.size(); begin += kBatch) {
            const std::size_t count = std::min(kBatch, files.size() - begin);
            std::vector<FileOutcome<Probe>> results(count);
#pragma omp parallel for schedule(dynamic, 16) num_threads(threads_)
            for (std::size_t i = 0; i < count; ++i) {
                results[i] = try_to_read([&] { return probe_file(files[begin + i], budget_); });
            }
            for (std::size_t i = 0; i < count; ++i) take(files[begin + i], results[i]);
        }
    }

    Scan finish() {
        scan_.studies = grouping_.take();
        return std::move(scan_);
    }

  private:
    void take(const std::filesystem::path& path, const FileOutcome<Probe>& result) {
        result.rethrow_fault();
        if (result.value.is_archive) {
            scan_archive(path);
            return;
        }
        ++scan_.files;
        const auto& header = result.value.header;
        if (!result.failure.empty()) {
            fail(result.failure);
        } else if (!header || header->frames == 0) {
            ++scan_.passed_over;
        } else {
            grouping_.add(path, *header);
        }
    }

    void scan_archive(const std::filesystem::path& path) {
        const auto index = try_to_read([&] { return index_archive(path); });
        index.rethrow_fault();
        if (!index.failure.empty()) {
            ++scan_.files;
            fail(index.failure);
            return;
        }
        for (const std::string& sentence : index.value->left_out) log_warning(sentence);
        std::vector<std::filesystem::path> files;
        for (const std::string& name : index.value->names) files.push_back(index.value->path_of(name));
        std::sort(files.begin(), files.end());
        scan(files);
    }

    void fail(const std::string& failure) {
        log_warning(failure);
        ++scan_.unreadable;
    }

    int threads_;
    ReadingBudget budget_;
    Scan scan_;
    Grouping grouping_;
};

}  // namespace

Scan scan_folders(const std::vector<std::filesystem::path>& paths, int threads, const SeriesLimits& limits) {
    Scanner scanner(threads, limits);
    scanner.scan(files_of(paths));
    Scan scan = scanner.finish();
    if (scan.studies.empty()) {
        throw Error({"no DICOM image is found", paths.front().string(), "at least one",
                     std::to_string(scan.files) + " files, " + std::to_string(scan.unreadable) +
                         " of them unreadable"});
    }
    return scan;
}

}  // namespace lumbar
