#include "pipeline/predict.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/output_target.h"
#include "base/timer.h"
#include "models/ensemble_gaps.h"
#include "pipeline/grade_studies.h"
#include "pipeline/journal.h"
#include "pipeline/pace.h"
#include "pipeline/run_fingerprint.h"
#include "pipeline/study_list.h"
#include "pipeline/study_result.h"
#include "submit/ensemble_vote.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

// Found out now and not after hours of work.
void check_outputs(const PredictOptions& options, bool is_plain) {
    std::vector<fs::path> files{options.output};
    if (is_plain) files.push_back(status_path(options.output));
    if (options.save_points) files.push_back(*options.save_points);
    for (const fs::path& file : files) {
        check_folder_of(file);
        const AtomicFile trial(file);  // leaves nothing behind
    }
}

// Work that took hours is never thrown away for want of a flag, nor by one too many.
void check_resume(const PredictOptions& options, bool is_plain) {
    const std::string output = options.output.string();
    if (options.resume && !is_plain) {
        throw Error({"--resume needs an --output that is a file", output}, ExitCode::usage);
    }
    if (!is_plain) return;
    const fs::path journal = journal_path(options.output);
    if (options.resume && fs::exists(options.output) && !fs::exists(journal)) {
        throw Error({"there is nothing to resume: the file has no journal beside it; without --resume it is "
                     "replaced",
                     output},
                    ExitCode::usage);
    }
    if (!options.resume && holds_unfinished_work(journal)) {
        throw Error({"a run that was stopped left graded studies there; --resume goes on from them; delete "
                     "the file to start anew",
                     journal.string()},
                    ExitCode::usage);
    }
}

void warn_about_gaps(const std::vector<NetFile>& nets, const EnsemblePlan& plan,
                     const PredictOptions& options) {
    std::string gaps;
    for (const std::string& gap : ensemble_gaps(nets, plan)) {
        if (options.points && gap.starts_with("no stage 1")) continue;
        gaps += (gaps.empty() ? "" : "; ") + gap;
    }
    if (gaps.empty()) return;
    log_warning(options.weights.string() + ": the nets do not grade everything: " + gaps +
                (never_graded(nets, plan).empty() ? "" : " (class priors in every study)"));
}

// The studies of a list and what is graded of them so far; keeps the files on disk up to date.
class PredictRun {
  public:
    // `clock`: since the program began.
    PredictRun(const PredictOptions& options, bool output_is_plain, StudyList list, EnsemblePlan plan,
               std::vector<NetFile> nets, const Timer& clock)
        : options_(options),
          output_is_plain_(output_is_plain),
          studies_(std::move(list.studies)),
          plan_(std::move(plan)),
          nets_(std::move(nets)),
          clock_(clock),
          never_graded_(never_graded(nets_, plan_)),
          pace_(nets_, thinning_steps(nets_, plan_, options.tta), options.deadline_s) {
        if (output_is_plain_) fingerprint_ = run_fingerprint(options_, list.identity, nets_);
        if (options_.resume) resume();
    }

    PredictSummary run() {
        try {
            grade();
        } catch (...) {
            if (results_.size() > resumed_) try_to_write_output();  // graded studies are not lost
            throw;
        }
        const bool is_complete = results_.size() == studies_.size();
        if (!is_complete) missing_reason_ = "not graded before " + stop_reason();
        write_output();
        if (options_.save_points) write_points(*options_.save_points, all_points());
        if (is_complete) finish_journal();
        PredictSummary done = summary();
        if (!is_complete) warn_about_stop(done);
        return done;
    }

  private:
    void resume() {
        JournalContents journal = read_journal(journal_path(options_.output), fingerprint_);
        for (StudyResult& result : journal.studies) {
            pace_.resume(result.thinning);
            results_.emplace(result.study.id, std::move(result));
        }
        resumed_ = results_.size();
        const std::string count = std::to_string(resumed_) + " of " + std::to_string(studies_.size());
        log_info(journal.is_finished ? "nothing is left to do: the run was finished"
                 : resumed_ == 0     ? "no study is graded yet: beginning"
                                     : "resuming: " + count + " studies are graded");
    }

    void grade() {
        std::vector<StudyEntry> left;
        std::copy_if(studies_.begin(), studies_.end(), std::back_inserter(left),
                     [&](const StudyEntry& study) { return !results_.count(study.id); });
        if (left.empty()) {
            begin_journal();
            return;
        }
        GradingCallbacks callbacks;
        callbacks.take = [&](const StudyEntry& study, const StudyFindings& findings) {
            take(study, findings);
        };
        callbacks.begin = [&](int places) { begin(left.size(), places); };
        callbacks.thinning = [&] { return pace_.current(); };
        callbacks.must_stop = [&] { return InterruptWatch::requested() || pace_.is_past(clock_.seconds()); };
        callbacks.done_before = resumed_;
        grade_studies(left, nets_, options_, "predict", callbacks);
    }

    // The nets are loaded: nothing of an earlier run is replaced before.
    void begin(std::size_t left, int places) {
        begin_journal();
        if (output_is_plain_) write_output();
        pace_.begin(left, places, clock_.seconds());
    }

    void begin_journal() {
        if (!output_is_plain_) return;
        std::vector<StudyResult> done;
        for (const auto& [id, result] : results_) done.push_back(result);
        journal_.emplace(journal_path(options_.output), fingerprint_, done);
    }

    void take(const StudyEntry& study, const StudyFindings& findings) {
        StudyResult result =
            make_study_result(study, findings, plan_, never_graded_, {options_.tta, kAllNets, {}});
        append_to_journal(result);
        results_.emplace(study.id, std::move(result));
        if (output_is_plain_ && since_written_.seconds() >= options_.write_interval_s) try_to_write_output();
        if (const auto decision = pace_.finish(findings.cost, clock_.seconds())) log_warning(*decision);
    }

    void append_to_journal(const StudyResult& result) {
        if (!journal_) return;
        try {
            journal_->append(result);
        } catch (const Error& e) {
            log_warning(std::string(e.what()) + "; grading goes on, but --resume would repeat the rest");
            journal_.reset();
        }
    }

    void finish_journal() {
        if (!journal_) return;
        try {
            journal_->finish();
        } catch (const Error& e) {
            log_warning(e.what());  // the submission is complete all the same
        }
    }

    void write_output() {
        std::vector<GradedStudy> graded;
        std::vector<StudyStatus> status;
        for (const StudyEntry& study : studies_) {
            const auto found = results_.find(study.id);
            if (found != results_.end()) {
                graded.push_back(found->second.study);
                status.push_back(status_of(found->second));
            } else {
                fill_with_priors(graded.emplace_back(GradedStudy{study.id, {}}).grades);
                status.push_back({study.id, StudyState::prior, missing_reason_, 0});
            }
        }
        write_submission(options_.output, graded);
        if (output_is_plain_) write_status(status_path(options_.output), status);
        since_written_ = Timer();
    }

    // A full disk may have room again before the end, when a failure counts.
    void try_to_write_output() {
        try {
            write_output();
        } catch (const Error& e) {
            if (!std::exchange(write_failed_, true)) {
                log_warning(std::string(e.what()) + "; the file on disk stays as it was");
            }
            since_written_ = Timer();
        }
    }

    static std::string stop_reason() {
        const auto requested = InterruptWatch::requested();
        if (!requested) return "the deadline";
        return *requested == ExitCode::interrupted ? "SIGINT" : "SIGTERM";
    }

    SeriesPoints all_points() const {
        SeriesPoints points;
        for (const auto& [id, result] : results_) points.insert(result.points.begin(), result.points.end());
        return points;
    }

    PredictSummary summary() const {
        PredictSummary summary;
        summary.studies = studies_.size();
        summary.resumed = resumed_;
        summary.rows = studies_.size() * kRowsPerStudy;
        const std::size_t missing = studies_.size() - results_.size();
        summary.rows_from_priors = missing * kRowsPerStudy;
        if (missing > 0) {
            summary.states[StudyState::prior] = summary.reasons[missing_reason_] = missing;
            summary.stopped_by = InterruptWatch::requested();
        }
        for (const auto& [id, result] : results_) {
            summary += result.work;
            summary.rows_from_priors += static_cast<std::size_t>(result.rows_from_priors);
            ++summary.states[status_of(result).state];
            if (!result.reason.empty()) ++summary.reasons[result.reason];
        }
        summary.total_s = clock_.seconds();
        return summary;
    }

    void warn_about_stop(const PredictSummary& done) const {
        log_warning("stopped by " + stop_reason() + ": " + std::to_string(studies_.size() - results_.size()) +
                    " of " + std::to_string(done.studies) + " studies are not graded, " +
                    std::to_string(done.rows_from_priors) + " of " + std::to_string(done.rows) +
                    " rows are class priors" + (journal_ ? "; --resume goes on from here" : ""));
    }

    const PredictOptions& options_;
    bool output_is_plain_;
    std::vector<StudyEntry> studies_;
    EnsemblePlan plan_;
    std::vector<NetFile> nets_;
    const Timer& clock_;
    std::set<Condition> never_graded_;
    Pace pace_;
    Json fingerprint_;
    std::optional<Journal> journal_;  // not of an output that is no plain file, nor on a full disk
    std::map<std::string, StudyResult> results_;  // by study
    std::size_t resumed_ = 0;
    std::string missing_reason_ = "not graded yet";
    Timer since_written_;
    bool write_failed_ = false;
};

}  // namespace

PredictSummary predict(const PredictOptions& options) {
    const Timer clock;
    const InterruptWatch watch;
    const bool output_is_plain = find_output_target(options.output).is_plain;
    check_outputs(options, output_is_plain);
    check_resume(options, output_is_plain);
    StudyList list = list_studies(options);
    EnsemblePlan plan = read_ensemble_plan(options.weights);
    auto nets = select_nets({options.weights, options.recipes, options.folds, !options.points}, plan);
    warn_about_gaps(nets, plan, options);
    return PredictRun(options, output_is_plain, std::move(list), std::move(plan), std::move(nets), clock)
        .run();
}

}  // namespace lumbar
