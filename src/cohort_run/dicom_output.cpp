#include "cohort_run/dicom_output.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/error.h"
#include "base/log.h"
#include "dicom_out/study_files.h"

namespace lumbar {
namespace {

ReportedSeries series_of(const ChosenSeries& chosen, const LocatedSeries& located,
                         const SeriesPictures& pictures) {
    return {located.kind,       located.sources,      located.is_left_first,
            located.is_upright, located.slice - 1,    pictures.frame,
            located.points,     pictures.slice.crops, chosen.series.files.front()};
}

void add_series(StudyReport& report, const CohortStudy& study, const StudyDetails& details) {
    for (const ChosenSeries& chosen : study.study.series) {
        const auto pictures = std::find_if(
            details.pictures.begin(), details.pictures.end(),
            [&](const SeriesPictures& of) { return chosen.taken_as && of.series == chosen.series.id(); });
        if (pictures == details.pictures.end()) continue;
        const LocatedSeries& located = details.series.at(pictures->series);
        report.series.push_back(series_of(chosen, located, *pictures));
        const std::string name = "sagittal " + std::string(series_kind_name(located.kind)) + " series";
        if (!located.is_left_first) {
            report.warnings.push_back(name +
                                      ": no positions prove which side is left; the sides may be exchanged");
        }
        if (!located.is_upright) {
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
    add_series(report, study, findings.details);
    report.warnings.insert(report.warnings.end(), findings.left_out.begin(), findings.left_out.end());
    if (const int of_priors = static_cast<int>(kFindings) - report.findings_of_nets(); of_priors > 0) {
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
