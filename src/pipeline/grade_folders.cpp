#include "pipeline/grade_folders.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/make_folder.h"
#include "base/timer.h"
#include "cohort/cohort_files.h"
#include "config/calibration.h"
#include "intake/scan_folders.h"
#include "pipeline/cohort_journal.h"
#include "pipeline/grade_studies.h"
#include "pipeline/run_fingerprint.h"
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
    for (const NetFile& net : nets) names.push_back(net.weights.stem().string());
    return names;
}

// Fitted for other nets it would not fit these.
std::optional<Calibration> calibration_of(const std::filesystem::path& weights,
                                          const std::vector<NetFile>& nets) {
    const auto calibration = read_calibration(weights);
    if (!calibration) return {};
    const auto names = names_of(nets);
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
    FolderRun(const GradeFoldersOptions& options, CohortList cohort, FolderSummary& summary)
        : options_(options),
          plan_(read_ensemble_plan(options.weights)),
          nets_(select_nets({options.weights, options.recipes, options.folds, !options.points}, plan_)),
          calibration_(calibration_of(options.weights, nets_)),
          summary_(summary),
          journal_(options.output, run_fingerprint(options, nets_), grades_root(names_of(nets_)),
                   std::move(cohort)) {}

    void run() {
        try {
            grade();
        } catch (...) {
            try_to_write_results();  // graded studies are not lost
            throw;
        }
        const bool is_complete = missing() == 0;
        if (is_complete) journal_.finish();
        journal_.write_results(summary_.studies, "not graded before " + stop_reason());
        if (!is_complete) summary_.stopped_by = InterruptWatch::requested();
        count();
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
            take(left.back(), {});
            left.pop_back();
        }
        if (summary_.resumed > 0) {
            log_info("resuming: " + std::to_string(summary_.resumed) + " of " +
                     std::to_string(summary_.studies.size()) + " studies are graded");
        }
        if (left.empty() || InterruptWatch::requested()) return;
        GradingCallbacks callbacks;
        callbacks.take = [&](const StudyEntry& entry, const StudyFindings& findings) {
            take(entry, findings);
        };
        callbacks.must_stop = [] { return InterruptWatch::requested().has_value(); };
        callbacks.done_before = summary_.studies.size() - left.size();
        grade_studies(left, nets_, options_, "grade", callbacks);
    }

    void take(const StudyEntry& entry, const StudyFindings& findings) {
        const VotedStudy voted = vote_on_study(entry.id, findings.tallies, plan_);
        CohortStudy study{*studies_.at(entry.id),
                          voted.study.grades,
                          voted.is_graded,
                          spread_of_vote(findings.tallies, plan_),
                          false,
                          {},
                          findings.points,
                          reason_of(entry, findings, voted.rows_from_priors, {options_.tta, kAllNets, {}})};
        for (ChosenSeries& chosen : study.study.series) {
            const auto failure = findings.failures.find(chosen.series.id());
            if (failure != findings.failures.end()) chosen.reason = failure->second;
        }
        if (calibration_) calibrate(study, *calibration_);
        for (const auto& [recipe, tally] : findings.tallies) study.recipes[recipe] = tally.mean();
        journal_.add(record_of(study, voted.rows_from_priors), rows_of(study));
        summary_ += findings.work;
    }

    static StudyRecord record_of(const CohortStudy& study, int from_priors) {
        const StudyState state = from_priors == 0               ? StudyState::graded
                                 : from_priors == kRowsPerStudy ? StudyState::prior
                                                                : StudyState::partly;
        return {study.study.id,
                {},
                {study.study.id, state, study.reason, 0},
                static_cast<std::size_t>(from_priors)};
    }

    std::size_t missing() const {
        return static_cast<std::size_t>(
            std::count_if(summary_.studies.begin(), summary_.studies.end(),
                          [&](const ChosenStudy& study) { return !journal_.find(study); }));
    }

    static std::string stop_reason() {
        const auto requested = InterruptWatch::requested();
        if (!requested) return "the run failed";
        return *requested == ExitCode::interrupted ? "SIGINT" : "SIGTERM";
    }

    void try_to_write_results() const {
        try {
            journal_.write_results(summary_.studies, "not graded before " + stop_reason());
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
            summary_.findings += std::size_t{kLevels} * kConditions;
            summary_.findings_from_priors += record->findings_from_priors;
        }
    }

    const GradeFoldersOptions& options_;
    EnsemblePlan plan_;
    std::vector<NetFile> nets_;
    std::optional<Calibration> calibration_;
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

FolderSummary grade_folders(const GradeFoldersOptions& options) {
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
        FolderRun(options, std::move(cohort), summary).run();
    }
    summary.total_s = timer.seconds();
    return summary;
}

}  // namespace lumbar
