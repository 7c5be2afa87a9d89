#include "competition/series_list.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/letter_case.h"
#include "base/log.h"
#include "files/csv.h"

namespace lumbar {
namespace {

enum class Plane { sagittal, axial, unknown };

struct Description {
    Plane plane;
    SeriesKind kind = SeriesKind::sagittal_t1;  // of sagittal ones
};

struct Row {
    std::string study, series, description, where;
};

Description understand(std::string text) {
    const auto is_space = [](unsigned char c) { return std::isspace(c) != 0; };
    text.erase(std::find_if_not(text.rbegin(), text.rend(), is_space).base(), text.end());
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_space));
    text = to_lower(std::move(text));
    if (text == "sagittal t1") return {Plane::sagittal, SeriesKind::sagittal_t1};
    if (text == "sagittal t2/stir" || text == "sagittal t2" || text == "sagittal stir") {
        return {Plane::sagittal, SeriesKind::sagittal_t2};
    }
    return {text == "axial t2" ? Plane::axial : Plane::unknown};
}

// Ids become paths: one that could lead out of its folder is refused.
void check_id(const std::string& id, const char* column, const std::string& where) {
    const bool is_control = std::any_of(id.begin(), id.end(), [](unsigned char c) { return c < ' '; });
    if (!id.empty() && id != "." && !is_control && id.find_first_of("/\\") == std::string::npos &&
        id.find("..") == std::string::npos) {
        return;
    }
    throw Error({std::string("column ") + column + " is not an id", where,
                 "a name without separators and '..'", "'" + id + "'"});
}

std::vector<Row> read_rows(const std::filesystem::path& path) {
    const CsvTable table = read_csv(path);
    const std::size_t study = table.column("study_id"), series = table.column("series_id"),
                      description = table.column("series_description");
    std::vector<Row> rows;
    for (std::size_t i = 0; i < table.size(); ++i) {
        rows.push_back({table.at(i, study), table.at(i, series), table.at(i, description), table.where(i)});
        check_id(rows.back().study, "study_id", rows.back().where);
        check_id(rows.back().series, "series_id", rows.back().where);
    }
    if (rows.empty()) throw Error({"the file lists no study", path.string(), "at least one row", "none"});
    return rows;
}

// Grows row by row, with an eye on rows that repeat or contradict each other.
class CatalogBuilder {
  public:
    explicit CatalogBuilder(std::filesystem::path images) : images_(std::move(images)) {}

    void add(const Row& row) {
        const auto [place, is_new_study] = places_.try_emplace(row.study, studies_.size());
        if (is_new_study) studies_.push_back({row.study, {}});
        const auto [known, is_new_series] =
            descriptions_.try_emplace({row.study, row.series}, row.description);
        if (!is_new_series) {
            log_warning(row.where + ": series " + row.series + " of study " + row.study + " is listed again" +
                        (known->second == row.description ? "" : " as '" + row.description + "'") +
                        ", the first row counts ('" + known->second + "')");
            return;
        }
        const Description description = understand(row.description);
        if (description.plane == Plane::unknown) {
            log_warning(row.where + ": unknown description '" + row.description + "', series " + row.series +
                        " is not read");
        }
        if (description.plane != Plane::sagittal) return;
        studies_[place->second].series.push_back(
            {row.series, description.kind, images_ / row.study / row.series});
    }

    std::vector<StudyEntry> take() { return std::move(studies_); }

  private:
    std::filesystem::path images_;
    std::vector<StudyEntry> studies_;
    std::unordered_map<std::string, std::size_t> places_;
    std::map<std::pair<std::string, std::string>, std::string> descriptions_;
};

bool is_folder(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

// Absent folders stay listed: their studies still need rows in the submission.
void warn_about_absent_folders(const std::vector<StudyEntry>& studies, const std::filesystem::path& images) {
    for (const StudyEntry& study : studies) {
        if (!is_folder(images / study.id)) {
            log_warning("study " + study.id + " has no folder: " + (images / study.id).string());
            continue;
        }
        for (const SeriesEntry& series : study.series) {
            if (!is_folder(series.folder)) {
                log_warning("series " + series.id + " of study " + study.id +
                            " has no folder: " + series.folder.string());
            }
        }
    }
}

void warn_about_unlisted_folders(const std::vector<StudyEntry>& studies,
                                 const std::filesystem::path& images) {
    std::set<std::string> unlisted;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(images, error)) {
        if (entry.is_directory(error)) unlisted.insert(entry.path().filename().string());
    }
    for (const StudyEntry& study : studies) unlisted.erase(study.id);
    if (unlisted.empty()) return;
    log_warning(images.string() + ": " + std::to_string(unlisted.size()) +
                " folders of studies that the CSV does not list, the first: " + *unlisted.begin());
}

}  // namespace

std::vector<StudyEntry> read_series_list(const std::filesystem::path& data, Split split) {
    const std::string name(name_of(kSplitNames, split));
    const auto csv = data / (name + "_series_descriptions.csv"), images = data / (name + "_images");
    if (!is_folder(data)) {
        throw Error(
            {"cannot open the data", data.string(), "a folder with " + csv.filename().string(), "no folder"});
    }
    if (std::error_code ignored; !std::filesystem::exists(csv, ignored)) {
        throw Error(
            {"the list of series is missing", data.string(), csv.filename().string(), "no such file"});
    }
    CatalogBuilder builder(images);
    for (const Row& row : read_rows(csv)) builder.add(row);
    auto studies = builder.take();
    if (is_folder(images)) {
        warn_about_absent_folders(studies, images);
        warn_about_unlisted_folders(studies, images);
    } else {
        log_warning("no folder of images: " + images.string());
    }
    return studies;
}

}  // namespace lumbar
