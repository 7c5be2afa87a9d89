#include "pipeline/study_list.h"

#include <filesystem>
#include <system_error>

#include "archive/data_file.h"
#include "base/log.h"
#include "competition/series_list.h"
#include "files/crc32.h"
#include "files/text_file.h"
#include "intake/choose_series.h"
#include "intake/scan_folders.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

// A list for the other split, or images without one, is the competition's layout with a part missing.
bool has_no_list(const fs::path& data) {
    std::error_code failure;
    if (!fs::exists(data, failure)) return false;
    for (const char* name :
         {"train_series_descriptions.csv", "test_series_descriptions.csv", "train_images", "test_images"}) {
        if (fs::exists(data / name, failure)) return false;
    }
    return true;
}

std::string identity_of(const std::vector<StudyEntry>& studies) {
    std::string text;
    for (const StudyEntry& study : studies) {
        text += study.id + "\n";
        for (const SeriesEntry& series : study.series) {
            text += series.id + " " + std::string(series_kind_name(series.kind)) + "\n";
            for (const fs::path& file : series.files) {
                text += file.filename().string() + " " + std::to_string(size_of_data(file)) + "\n";
            }
        }
    }
    return fingerprint_of(text);
}

StudyList find_studies(const PredictOptions& options) {
    const Scan scan = scan_folders({options.data}, options.threads, limits_of(options.max_series_gb));
    StudyList list;
    for (const ChosenStudy& study : choose_series(scan.studies, {})) {
        list.studies.push_back(study.entry());
        if (list.studies.back().series.empty()) {
            log_warning("study " + study.id + ": no sagittal T1 or T2 series among its " +
                        std::to_string(study.series.size()) + " (lumbar grade --dry-run says why)");
        }
    }
    log_info(options.data.string() + " has no list: " + std::to_string(list.studies.size()) +
             " studies are found, their study UIDs are their ids");
    list.identity = identity_of(list.studies);
    return list;
}

}  // namespace

StudyList list_studies(const PredictOptions& options) {
    if (has_no_list(options.data)) return find_studies(options);
    auto studies = read_series_list(options.data, options.split);
    const std::string list = std::string(name_of(kSplitNames, options.split)) + "_series_descriptions.csv";
    return {std::move(studies), fingerprint_of(read_text_file(options.data / list))};
}

}  // namespace lumbar
