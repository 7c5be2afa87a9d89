#include "pipeline/grade_folders.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/make_folder.h"
#include "base/run_parallel.h"
#include "base/sha256.h"
#include "base/timer.h"
#include "cohort/cohort_files.h"
#include "cohort/patient_page_data.h"
#include "config/calibration.h"
#include "config/tta_angles.h"
#include "intake/scan_folders.h"
#include "pipeline/cohort_study.h"
#include "pipeline/dicom_output.h"
#include "pipeline/grade_studies.h"
#include "pipeline/patient_reports.h"

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

std::vector<std::string> names_of(const std::vector<NetFile>& nets) {
    std::vector<std::string> names;
    for (const NetFile& net : nets) names.push_back(net.weights.stem().string());
    return names;
}

// Fitted for other nets it would not fit these.
std::optional<Calibration> calibration_of(const std::filesystem::path& weights,
                                          const std::vector<NetFile>& nets) {
    const auto calibration = read_calibration(weights);
    if (!calibration) return {};
    const std::vector<std::string> names = names_of(nets);
    if (std::is_permutation(names.begin(), names.end(), calibration->nets.begin(), calibration->nets.end())) {
        return calibration;
    }
    log_warning((weights / kCalibrationName).string() +
                ": was fitted for other nets than those in use: the probabilities are not calibrated");
    return {};
}

// Reading weights of gigabytes takes seconds, so all threads do.
RunDescription describe_run(const std::string& program, const GradeFoldersOptions& options,
                            const std::vector<NetFile>& nets) {
    RunDescription run{program, std::vector<NetDescription>(nets.size()), {}};
    const auto angles = tta_angles_deg(options.tta);
    run.views_deg.assign(angles.begin(), angles.end());
    run_parallel(static_cast<int>(nets.size()), options.threads, [&](int i) {
        const auto net = static_cast<std::size_t>(i);
        run.nets[net] = {nets[net].weights.stem().string(), nets[net].recipe.name,
                         sha256_of_file(nets[net].weights)};
    });
    return run;
}

void write_results(const GradeFoldersOptions& options, const RunDescription& run,
                   const std::vector<CohortStudy>& cohort) {
    write_grades_csv(options.output / "grades.csv", cohort);
    write_grades_json(options.output / "grades.json", cohort, run);
    if (options.no_report) return;
    std::vector<Json> studies;
    for (const CohortStudy& study : cohort) studies.push_back(study_json(study));
    write_index_page(options.output, run, studies);
}

void add_to_summary(const CohortStudy& study, const StudyWork& work, FolderSummary& summary) {
    summary += work;
    for (const auto& level : study.is_graded) {
        summary.findings += level.size();
        summary.findings_from_priors +=
            static_cast<std::size_t>(std::count(level.begin(), level.end(), false));
    }
}

void grade(const GradeFoldersOptions& options, const std::string& program, FolderSummary& summary) {
    const auto entries = entries_of(summary.studies, options.output.string());
    const NetRequest request{options.weights, options.recipes, options.folds, !options.points};
    const EnsemblePlan plan = read_ensemble_plan(options.weights);
    const auto nets = select_nets(request, plan);
    const CohortRun run{plan, describe_run(program, options, nets), calibration_of(options.weights, nets)};
    const std::vector<std::string> names = names_of(nets);
    const Moment moment = moment_of_run();
    const bool shows_pictures = options.dicom || !options.no_report;
    std::vector<CohortStudy> cohort;
    const auto take = [&](const StudyEntry& entry, const StudyFindings& findings) {
        CohortStudy study = make_cohort_study(summary.studies[cohort.size()], findings, run);
        add_to_summary(study, findings.work, summary);
        if (!options.no_report) {
            const Timer writing;
            study.page = patient_page_path(study.study.patient_id, entry.id);
            write_patient_page(options.output, run.description, study, findings.details);
            summary.report_s += writing.seconds();
        }
        if (options.dicom) write_dicom_output(options.output / "dicom", study, findings, names, moment);
        cohort.push_back(std::move(study));
    };
    grade_studies(entries, nets, options, "grade",
                  {.take = take, .details = shows_pictures ? Details::pictures : Details::votes});
    write_results(options, run.description, cohort);
    if (summary.findings_from_priors == summary.findings) {
        throw Error({"no finding was graded by a net", options.output.string(), "at least one",
                     "class priors alone"});
    }
}

}  // namespace

FolderSummary grade_folders(const GradeFoldersOptions& options, const std::string& program) {
    const Timer timer;
    const auto overrides = overrides_of(options.series);
    make_folder(options.output);
    const Scan scan = scan_folders(options.paths, options.threads, limits_of(options.max_series_gb));
    FolderSummary summary;
    summary.passed_over = scan.passed_over;
    summary.unreadable = scan.unreadable;
    summary.studies = choose_series(scan.studies, overrides);
    write_series_table(options.output / "series.csv", summary.studies);
    if (!options.dry_run) grade(options, program, summary);
    summary.total_s = timer.seconds();
    return summary;
}

}  // namespace lumbar
