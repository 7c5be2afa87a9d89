#include "pipeline/grade_folders.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/make_folder.h"
#include "base/timer.h"
#include "cohort/cohort_files.h"
#include "config/calibration.h"
#include "intake/scan_folders.h"
#include "pipeline/dicom_output.h"
#include "pipeline/grade_studies.h"

namespace lumbar {
namespace {

// "UID=t1", as --series gives them.
SeriesOverrides overrides_of(const std::vector<std::string>& texts) {
    SeriesOverrides overrides;
    for (const std::string& text : texts) {
        const std::size_t equals = text.rfind('=');
        const std::string kind = equals == std::string::npos ? "" : text.substr(equals + 1);
        if (kind != "t1" && kind != "t2") {
            throw Error({"cannot read what a series is", "--series", "UID=t1 or UID=t2", text},
                        ExitCode::usage);
        }
        overrides[text.substr(0, equals)] = kind == "t1" ? SeriesKind::sagittal_t1 : SeriesKind::sagittal_t2;
    }
    return overrides;
}

// Those with a series to read; the others are one warning each.
std::vector<StudyEntry> entries_of(const std::vector<ChosenStudy>& studies, const std::string& where) {
    std::vector<StudyEntry> entries;
    for (const ChosenStudy& study : studies) {
        entries.push_back(study.entry());
        if (entries.back().series.empty()) {
            log_warning("study " + entries.back().id + ": no sagittal T1 or T2 series among its " +
                        std::to_string(study.series.size()) + " (series.csv says why)");
        }
    }
    if (std::all_of(entries.begin(), entries.end(), [](const auto& entry) { return entry.series.empty(); })) {
        throw Error({"no series can be graded", where, "a sagittal T1 or T2 series",
                     "none; series.csv says why each was left out"});
    }
    return entries;
}

// Fitted for other nets it would not fit these.
std::optional<Calibration> calibration_of(const std::filesystem::path& weights,
                                          const std::vector<NetFile>& nets) {
    const auto calibration = read_calibration(weights);
    if (!calibration) return {};
    std::vector<std::string> names;
    for (const NetFile& net : nets) names.push_back(net.weights.stem().string());
    if (std::is_permutation(names.begin(), names.end(), calibration->nets.begin(), calibration->nets.end())) {
        return calibration;
    }
    log_warning((weights / kCalibrationName).string() +
                ": was fitted for other nets than those in use: the probabilities are not calibrated");
    return {};
}

void calibrate(CohortStudy& study, const Calibration& calibration) {
    study.is_calibrated = true;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            if (!study.is_graded[level][condition]) continue;
            const auto group = static_cast<std::size_t>(group_of(static_cast<Condition>(condition)));
            auto& grade = study.grades[level][condition];
            grade = with_temperature(grade.value(), calibration.temperature[group]);
        }
    }
}

void grade(const GradeFoldersOptions& options, FolderSummary& summary) {
    const auto entries = entries_of(summary.studies, options.output.string());
    const NetRequest request{options.weights, options.recipes, options.folds, !options.points};
    const EnsemblePlan plan = read_ensemble_plan(options.weights);
    const auto nets = select_nets(request, plan);
    const auto calibration = calibration_of(options.weights, nets);
    std::vector<std::string> names;
    for (const NetFile& net : nets) names.push_back(net.weights.stem().string());
    const Moment moment = moment_of_run();
    std::vector<CohortStudy> cohort;
    const auto take = [&](const StudyEntry& entry, const StudyFindings& findings) {
        const VotedStudy voted = vote_on_study(entry.id, findings.tallies, plan);
        CohortStudy study{summary.studies[cohort.size()],
                          voted.study.grades,
                          voted.is_graded,
                          spread_of_vote(findings.tallies, plan),
                          false,
                          {},
                          findings.points};
        if (calibration) calibrate(study, *calibration);
        for (const auto& [recipe, tally] : findings.tallies) {
            study.recipes[recipe] = tally.mean();
        }
        if (options.dicom) write_dicom_output(options.output / "dicom", study, findings, names, moment);
        cohort.push_back(std::move(study));
        summary += findings.work;
        summary.findings += std::size_t{kLevels} * kConditions;
        summary.findings_from_priors += static_cast<std::size_t>(voted.rows_from_priors);
    };
    grade_studies(entries, nets, options, "grade", {.take = take});
    write_grades_csv(options.output / "grades.csv", cohort);
    write_grades_json(options.output / "grades.json", cohort, names);
    if (summary.findings_from_priors == summary.findings) {
        throw Error({"no finding was graded by a net", options.output.string(), "at least one",
                     "class priors alone"});
    }
}

}  // namespace

FolderSummary grade_folders(const GradeFoldersOptions& options) {
    const Timer timer;
    const auto overrides = overrides_of(options.series);
    make_folder(options.output);
    const Scan scan = scan_folders(options.paths, options.threads, limits_of(options.max_series_gb));
    FolderSummary summary;
    summary.passed_over = scan.passed_over;
    summary.unreadable = scan.unreadable;
    summary.studies = choose_series(scan.studies, overrides);
    write_series_table(options.output / "series.csv", summary.studies);
    if (!options.dry_run) grade(options, summary);
    summary.total_s = timer.seconds();
    return summary;
}

}  // namespace lumbar
