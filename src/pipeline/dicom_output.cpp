#include "pipeline/dicom_output.h"

#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "base/log.h"
#include "crop/crop_box.h"
#include "dicom_out/study_files.h"
#include "image/rotate.h"

namespace lumbar {
namespace {

// In the picture as it is, before it is turned for the crop.
std::optional<Outline> outline_of(const CropBox& box, int height_px, int width_px) {
    if (box.is_empty()) return {};
    const double left = box.left, top = box.top, right = box.right, bottom = box.bottom;
    Outline outline{Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}};
    for (Point& corner : outline) {
        if (box.angle_deg != 0) corner = rotate_point(corner, -box.angle_deg, height_px, width_px);
        corner = {corner.x / width_px, corner.y / height_px};
    }
    return outline;
}

ReportedSeries series_of(const ChosenSeries& chosen, const SeriesPicture& shown, const Keypoints& points) {
    ReportedSeries series{shown.kind,
                          shown.sources,
                          shown.is_left_first,
                          shown.is_upright,
                          shown.frame,
                          shown.picture,
                          points,
                          {},
                          chosen.series.files.front()};
    const int height_px = shown.picture.height, width_px = shown.picture.width;
    const CropFractions fractions = crop_fractions(points, shown.kind);
    for (std::size_t level = 0; level < kLevels; ++level) {
        series.crops[level] = outline_of(crop_box(points[level], fractions, shown.kind, height_px, width_px),
                                         height_px, width_px);
    }
    return series;
}

void add_series(StudyReport& report, const CohortStudy& study, const StudyFindings& findings) {
    for (const ChosenSeries& chosen : study.study.series) {
        const auto shown = findings.pictures.find(chosen.series.id());
        const auto points = findings.points.find(chosen.series.id());
        if (!chosen.taken_as || shown == findings.pictures.end() || points == findings.points.end()) continue;
        report.series.push_back(series_of(chosen, shown->second, points->second));
        const std::string name = "sagittal " + std::string(series_kind_name(shown->second.kind)) + " series";
        if (!shown->second.is_left_first) {
            report.warnings.push_back(name +
                                      ": no positions prove which side is left; the sides may be exchanged");
        }
        if (!shown->second.is_upright) {
            report.warnings.push_back(name + ": no orientations prove where front and head are");
        }
    }
}

StudyReport report_of(const CohortStudy& study, const StudyFindings& findings,
                      const std::vector<std::string>& nets) {
    StudyReport report;
    report.nets = nets;
    for (const Finding& finding : all_findings()) {
        const bool is_graded = study.is_graded[finding];
        report.findings[finding] = {study.grades[finding].value(), is_graded,
                                    study.is_calibrated && is_graded, study.spreads[finding]};
    }
    add_series(report, study, findings);
    report.warnings.insert(report.warnings.end(), findings.left_out.begin(), findings.left_out.end());
    if (const int of_priors = kLevels * kConditions - report.findings_of_nets(); of_priors > 0) {
        report.warnings.push_back(std::to_string(of_priors) +
                                  " of 25 findings are class priors, which say nothing of this patient");
    }
    return report;
}

}  // namespace

Moment moment_of_run() {
    const char* given = std::getenv("SOURCE_DATE_EPOCH");
    std::tm parts{};
    if (!given) {
        const std::time_t now = std::time(nullptr);
        localtime_r(&now, &parts);
        return moment_of(parts);
    }
    constexpr std::size_t kMostDigits = 11;
    const std::string_view text(given);
    if (text.empty() || text.size() > kMostDigits || text.find_first_not_of("0123456789") != text.npos) {
        throw Error({"cannot read the time", "SOURCE_DATE_EPOCH", "seconds since 1970", std::string(text)},
                    ExitCode::usage);
    }
    const std::time_t seconds = std::stoll(std::string(text));
    gmtime_r(&seconds, &parts);
    return moment_of(parts);
}

void write_dicom_output(const std::filesystem::path& folder, const CohortStudy& study,
                        const StudyFindings& findings, const std::vector<std::string>& nets,
                        const Moment& moment) {
    const StudyReport report = report_of(study, findings, nets);
    const std::string& id = study.study.id;
    if (report.findings_of_nets() == 0 || report.series.empty()) {
        log_warning("study " + id + ": no DICOM files: no net graded any of its findings");
        return;
    }
    try {
        write_study_files(folder, report.series.front().file, report, moment);
    } catch (const Error& e) {
        if (e.code() != ExitCode::data) throw;
        log_warning("study " + id + ": no DICOM files: " + e.what());
    }
}

}  // namespace lumbar
