#include "intake/scan_folders.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "dicom/file_outcome.h"
#include "dicom/file_probe.h"

namespace lumbar {
namespace {

bool is_zip(const std::filesystem::path& path) {
    constexpr std::string_view kMagic = "PK\x03\x04";
    std::array<char, kMagic.size()> bytes{};
    std::ifstream(path, std::ios::binary).read(bytes.data(), bytes.size());
    return std::string_view(bytes.data(), bytes.size()) == kMagic;
}

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

std::vector<std::filesystem::path> files_of(const std::vector<std::filesystem::path>& paths) {
    std::set<std::filesystem::path> files;  // once each, however often they are named
    for (const auto& path : paths) {
        std::error_code error;
        if (std::filesystem::is_directory(path, error)) {
            add_files_below(path, files);
        } else if (std::filesystem::is_regular_file(path, error)) {
            if (is_zip(path)) {
                throw Error({"cannot read an archive", path.string(), "a DICOM file or a folder",
                             "a zip file: unpack it first"});
            }
            files.insert(path);
        } else {
            throw Error({"cannot open the data", path.string(), "a DICOM file or a folder",
                         error ? error.message() : "something else"});
        }
    }
    return {files.begin(), files.end()};
}

// Empty for what is no DICOM file.
std::optional<SeriesHeader> header_of(const std::filesystem::path& file, ReadingBudget& budget) {
    return begins_as_dicom(file) ? std::optional(read_series_header(file, &budget)) : std::nullopt;
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

}  // namespace

Scan scan_folders(const std::vector<std::filesystem::path>& paths, int threads, const SeriesLimits& limits) {
    const auto files = files_of(paths);
    ReadingBudget budget(limits.bytes);
    std::vector<FileOutcome<std::optional<SeriesHeader>>> results(files.size());
#pragma omp parallel for schedule(dynamic, 16) num_threads(std::max(threads, 1))
    for (std::size_t i = 0; i < files.size(); ++i) {
        results[i] = try_to_read([&] { return header_of(files[i], budget); });
    }
    Scan scan;
    scan.files = files.size();
    Grouping grouping;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto& header = results[i].value;
        const std::string& failure = results[i].failure;
        results[i].rethrow_fault();
        if (!failure.empty()) {
            log_warning(failure);
            ++scan.unreadable;
        } else if (!header || header->frames == 0) {
            ++scan.passed_over;
        } else {
            grouping.add(files[i], *header);
        }
    }
    scan.studies = grouping.take();
    if (scan.studies.empty()) {
        throw Error({"no DICOM image is found", paths.front().string(), "at least one",
                     std::to_string(scan.files) + " files, " + std::to_string(scan.unreadable) +
                         " of them unreadable"});
    }
    return scan;
}

}  // namespace lumbar
