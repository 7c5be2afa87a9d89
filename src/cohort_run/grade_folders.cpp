#include "cohort_run/grade_folders.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/make_folder.h"
#include "base/run_parallel.h"
#include "base/timer.h"
#include "cohort/cohort_files.h"
#include "cohort/patient_page_data.h"
#include "cohort_run/cohort_journal.h"
#include "cohort_run/cohort_study.h"
#include "cohort_run/dicom_output.h"
#include "cohort_run/grade_fingerprint.h"
#include "cohort_run/patient_reports.h"
#include "config/calibration.h"
#include "config/tta_angles.h"
#include "files/sha256.h"
#include "intake/scan_folders.h"
#include "models/checksum.h"
#include "pipeline/grade_studies.h"
#include "pipeline/study_result.h"

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

std::vector<std::string> names_of(const std::vector<NetFile>& nets) {
    std::vector<std::string> names;
    for (const NetFile& net : nets) names.push_back(net.name());
    return names;
}

// Fitted for other nets it would not fit these.
std::optional<Calibration> calibration_of(const std::filesystem::path& weights,
                                          const std::vector<NetFile>& nets) {
    auto calibration = read_calibration(weights);
    if (!calibration) return {};
    const auto names = names_of(nets);
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
        const std::string sha256 = sha256_of_file(nets[net].weights);
        require_checksum(nets[net].weights, sha256);
        run.nets[net] = {nets[net].name(), nets[net].recipe.name, sha256};
    });
    return run;
}

CohortRun prepare_run(const std::string& program, const GradeFoldersOptions& options,
                      const EnsemblePlan& plan, const std::vector<NetFile>& nets) {
    return {plan, describe_run(program, options, nets), calibration_of(options.weights, nets)};
}

// The studies of --shard, in the order in which they were found.
std::vector<ChosenStudy> part_of(const std::vector<ChosenStudy>& studies, const Shard& shard) {
    std::vector<std::string> ids;
    for (const ChosenStudy& study : studies) ids.push_back(study.id);
    const auto parts = divide(ids, shard.parts);
    std::vector<ChosenStudy> part;
    for (std::size_t i = 0; i < studies.size(); ++i) {
        if (parts[i] == shard.part) part.push_back(studies[i]);
    }
    return part;
}

// The studies of a part and what is graded of them so far.
class FolderRun {
  public:
    FolderRun(const std::string& program, const GradeFoldersOptions& options, CohortList cohort,
              FolderSummary& summary)
        : options_(options),
          plan_(read_ensemble_plan(options.weights)),
          nets_(select_nets({options.weights, options.recipes, options.folds, !options.points}, plan_)),
          run_(prepare_run(program, options, plan_, nets_)),
          summary_(summary),
          journal_(options.output, grade_fingerprint(options, nets_), grades_root(run_.description),
                   std::move(cohort)) {}

    void run() {
        try {
            grade();
        } catch (...) {
            try_to_write_results();  // graded studies are not lost
            throw;
        }
        count();
        if (summary_.not_graded == 0) {
            journal_.finish();
        } else {
            summary_.stopped_by = InterruptWatch::requested();
        }
        write_results();
    }

  private:
    void grade() {
        std::vector<StudyEntry> left;
        for (const ChosenStudy& study : summary_.studies) {
            studies_[study.id] = &study;
            if (journal_.find(study)) {
                ++summary_.resumed;
                continue;
            }
            left.push_back(study.entry());
            if (!left.back().series.empty()) continue;
            log_warning("study " + study.id + ": no sagittal T1 or T2 series among its " +
                        std::to_string(study.series.size()) + " (series.csv says why)");
            StudyFindings none;
            none.cost.thinning = whole();
            take(left.back(), none);
            left.pop_back();
        }
        if (summary_.resumed > 0) {
            log_info("resuming: " + std::to_string(summary_.resumed) + " of " +
                     std::to_string(summary_.studies.size()) + " studies are graded");
        }
        if (left.empty() || InterruptWatch::requested()) return;
        const bool shows_pictures = options_.dicom || !options_.no_report;
        GradingCallbacks callbacks;
        callbacks.take = [&](const StudyEntry& entry, const StudyFindings& findings) {
            take(entry, findings);
        };
        callbacks.must_stop = [] { return InterruptWatch::requested().has_value(); };
        callbacks.details = shows_pictures ? Details::pictures : Details::votes;
        callbacks.done_before = summary_.studies.size() - left.size();
        grade_studies(left, nets_, options_, "grade", callbacks);
    }

    Thinning whole() const { return {options_.tta, kAllNets, {}}; }

    void take(const StudyEntry& entry, const StudyFindings& findings) {
        CohortStudy study = make_cohort_study(*studies_.at(entry.id), findings, run_);
        const std::size_t from_priors = study.findings_from_priors();
        study.reason = reason_of(entry, findings, static_cast<int>(from_priors), whole());
        write_pictures(entry, study, findings);
        journal_.add(record_of(study, from_priors), rows_of(study));
        summary_ += findings.work;
    }

    // Before the journal says that the study is done.
    void write_pictures(const StudyEntry& entry, CohortStudy& study, const StudyFindings& findings) {
        const Timer writing;
        if (!options_.no_report) {
            study.page = patient_page_path(study.study.patient_id, entry.id);
            write_patient_page(options_.output, run_.description, study, findings.details);
        }
        if (options_.dicom) {
            write_dicom_output(options_.output / "dicom", study, findings, net_names_, moment_);
        }
        summary_.report_s += writing.seconds();
    }

    static StudyRecord record_of(const CohortStudy& study, std::size_t from_priors) {
        const std::string& id = study.study.id;
        return {id, {}, {id, study_state(from_priors), study.reason, 0}, from_priors};
    }

    static std::string stop_reason() {
        const auto requested = InterruptWatch::requested();
        if (!requested) return "the run failed";
        return *requested == ExitCode::interrupted ? "SIGINT" : "SIGTERM";
    }

    void write_results() const {
        ResultFiles files(options_.output, grades_root(run_.description));
        std::vector<Json> rows;
        journal_.read_all(summary_.studies, "not graded before " + stop_reason(),
                          [&](const StudyRows& study) {
                              files.add(study);
                              if (!options_.no_report) rows.push_back(cohort_page_row(study.json));
                          });
        files.commit();
        if (!options_.no_report) write_index_page(options_.output, run_.description, std::move(rows));
    }

    void try_to_write_results() const {
        try {
            write_results();
        } catch (const Error& e) {
            log_warning(e.what());
        }
    }

    void count() {
        for (const ChosenStudy& study : summary_.studies) {
            const StudyRecord* const record = journal_.find(study);
            if (!record) {
                ++summary_.not_graded;
                continue;
            }
            ++summary_.states[record->status.state];
            if (!record->status.reason.empty()) ++summary_.reasons[record->status.reason];
            summary_.findings += kFindings;
            summary_.findings_from_priors += record->findings_from_priors;
        }
    }

    const GradeFoldersOptions& options_;
    EnsemblePlan plan_;
    std::vector<NetFile> nets_;
    CohortRun run_;
    const std::vector<std::string> net_names_ = names_of(nets_);
    Moment moment_ = moment_of_run();
    FolderSummary& summary_;
    CohortJournal journal_;
    std::map<std::string, const ChosenStudy*> studies_;  // by id
};

std::vector<ChosenStudy> find_cohort(const GradeFoldersOptions& options, FolderSummary& summary) {
    const auto overrides = overrides_of(options.series);
    const Scan scan = scan_folders(options.paths, options.threads, limits_of(options.max_series_gb));
    summary.passed_over = scan.passed_over;
    summary.unreadable = scan.unreadable;
    summary.studies_found = scan.studies.size();
    return choose_series(scan.studies, overrides);
}

}  // namespace

FolderSummary grade_folders(const GradeFoldersOptions& options, const std::string& program) {
    const Timer timer;
    const InterruptWatch watch;
    make_folder(options.output);
    FolderSummary summary;
    CohortList cohort;
    {
        const auto studies = find_cohort(options, summary);
        summary.studies = part_of(studies, options.shard);
        cohort = list_cohort(studies);
    }  // of which there may be thousands: kept once
    if (options.dry_run) {
        write_series_table(options.output / "series.csv", summary.studies);
    } else {
        FolderRun(program, options, std::move(cohort), summary).run();
    }
    summary.total_s = timer.seconds();
    return summary;
}

}  // namespace lumbar
