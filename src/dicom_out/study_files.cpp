#include "dicom_out/study_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/make_folder.h"
#include "dicom_out/content_uid.h"
#include "dicom_out/report_content.h"
#include "dicom_out/secondary_capture.h"
#include "dicom_out/structured_report.h"

namespace lumbar {
namespace {

// By the pictures, for want of anything that names the study.
std::string made_study_uid(const StudyReport& report) {
    std::string content = "study";
    for (const ReportedSeries& series : report.series) {
        for (const FrameSource& source : series.sources) content += "\n" + source.instance_uid;
        content.append(series.picture.pixels.begin(), series.picture.pixels.end());
    }
    return content_uid(content);
}

void give_study_uid(StudyIdentity& identity, StudyReport& report) {
    if (!identity.study_uid.empty()) return;
    identity.study_uid = made_study_uid(report);
    identity.remarks.emplace_back(
        "no valid study UID: the report and the annotated slices form a study of their own, without "
        "references to the "
        "images");
    // References need the study that the images are in.
    for (ReportedSeries& series : report.series) {
        for (FrameSource& source : series.sources) source.instance_uid.clear();
    }
}

void remark_unreferenced(const StudyReport& report, StudyIdentity& identity) {
    std::size_t all = 0, without = 0;
    for (const ReportedSeries& series : report.series) {
        all += series.sources.size();
        without += static_cast<std::size_t>(
            std::count_if(series.sources.begin(), series.sources.end(),
                          [](const FrameSource& source) { return !can_be_referenced(source); }));
    }
    if (without == 0) return;
    identity.remarks.push_back(std::to_string(without) + " of " + std::to_string(all) +
                               " images have no valid UIDs and are not referred to");
}

void remove_of_earlier_run(const std::filesystem::path& folder, const StudyReport& report) {
    const auto names = annotated_slice_names(report);
    std::vector<std::filesystem::path> old;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        const bool is_ours = name.starts_with("annotated_t") && name.ends_with(".dcm");
        if (is_ours && std::find(names.begin(), names.end(), name) == names.end())
            old.push_back(entry.path());
    }
    for (const auto& path : old) std::filesystem::remove(path, ignored);
}

}  // namespace

std::filesystem::path write_study_files(const std::filesystem::path& folder,
                                        const std::filesystem::path& source, const StudyReport& given,
                                        const Moment& moment) {
    StudyReport report = given;
    StudyIdentity identity = read_study_identity(source);
    const bool has_study = !identity.study_uid.empty();
    give_study_uid(identity, report);
    if (has_study) remark_unreferenced(report, identity);
    for (const std::string& remark : identity.remarks) {
        log_warning("DICOM files of study " + identity.study_uid + ": " + source.string() + ": " + remark);
    }
    auto own_folder = folder / identity.study_uid;
    make_folder(own_folder);
    remove_of_earlier_run(own_folder, report);
    const auto images = write_annotated_slices(own_folder, report, identity, moment);
    write_structured_report(own_folder / "report.dcm", report, identity, images, moment);
    return own_folder;
}

}  // namespace lumbar
