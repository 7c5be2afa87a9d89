#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/print_seconds.h"
#include "app/program_name.h"
#include "app/summary.h"
#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/printable.h"
#include "cohort_run/grade_folders.h"

namespace lumbar {
namespace {

void print_series(const std::vector<ChosenStudy>& studies, std::FILE* to) {
    for (const ChosenStudy& study : studies) {
        std::fprintf(to, "patient %s, study %s\n", printable(study.patient_id).c_str(),
                     printable(study.uid).c_str());
        for (const ChosenSeries& chosen : study.series) {
            const std::string taken = chosen.taken_as ? std::string(series_kind_name(*chosen.taken_as)) : "-";
            std::fprintf(to, "  %-4s %4d images  %-28s %s\n", taken.c_str(), chosen.series.images,
                         printable(chosen.series.name()).c_str(), printable(chosen.reason).c_str());
        }
    }
}

void print_reasons(const FolderSummary& done, std::FILE* to) {
    constexpr std::size_t kMostReasons = 5;
    std::vector<std::pair<std::size_t, std::string>> reasons;
    for (const auto& [reason, studies] : done.reasons) reasons.emplace_back(studies, reason);
    std::sort(reasons.rbegin(), reasons.rend());
    for (std::size_t i = 0; i < std::min(reasons.size(), kMostReasons); ++i) {
        std::fprintf(to, "  %zu: %s\n", reasons[i].first, printable(reasons[i].second).c_str());
    }
    if (reasons.size() > kMostReasons) {
        std::fprintf(to, "  and %zu other reasons (grades.json has each study's)\n",
                     reasons.size() - kMostReasons);
    }
}

std::size_t studies_in(const FolderSummary& done, StudyState state) {
    const auto found = done.states.find(state);
    return found == done.states.end() ? 0 : found->second;
}

void print_grades(const GradeFoldersOptions& options, const FolderSummary& done, std::FILE* to) {
    if (done.resumed > 0) std::fprintf(to, "%zu studies from an earlier run\n", done.resumed);
    std::fprintf(to, "%zu studies graded, %zu partly, %zu with class priors alone",
                 studies_in(done, StudyState::graded), studies_in(done, StudyState::partly),
                 studies_in(done, StudyState::prior));
    if (done.not_graded > 0) std::fprintf(to, ", %zu not graded yet", done.not_graded);
    std::fprintf(to, "\n");
    print_reasons(done, to);
    std::fprintf(to, "%zu findings in %s, %zu of them class priors\n", done.findings,
                 (options.output / "grades.csv").c_str(), done.findings_from_priors);
    if (!options.no_report) std::fprintf(to, "report: %s\n", (options.output / "index.html").c_str());
    if (options.dicom) std::fprintf(to, "DICOM files: %s/STUDY_UID\n", (options.output / "dicom").c_str());
    print_seconds(done, done.total_s, to);
}

void print_summary(const GradeFoldersOptions& options, const FolderSummary& done, std::FILE* to) {
    print_series(done.studies, to);
    std::fprintf(to, "%zu studies, %zu files passed over, %zu unreadable, %s\n", done.studies_found,
                 done.passed_over, done.unreadable, counted(warning_count(), "warning").c_str());
    if (options.shard.parts > 1) {
        std::fprintf(to, "part %s: %zu studies\n", part_name(options.shard).c_str(), done.studies.size());
    }
    if (options.dry_run) {
        std::fprintf(to, "dry run: %s\n", (options.output / "series.csv").c_str());
    } else {
        print_grades(options, done, to);
    }
}

// The files are complete all the same.
void check_outcome(const GradeFoldersOptions& options, const FolderSummary& done) {
    const std::string where = options.output.string();
    if (done.stopped_by) throw Error({"stopped; the same command goes on", where}, *done.stopped_by);
    if (done.findings > 0 && done.findings_from_priors == done.findings) {
        throw Error({"no finding was graded by a net", where, "at least one",
                     "class priors alone (grades.json and series.csv say why)"});
    }
    if (const std::size_t priors = studies_in(done, StudyState::prior); priors > 0) {
        throw Error({std::to_string(priors) + " of " + std::to_string(done.studies.size()) +
                         " studies could not be graded (grades.json and series.csv say why)",
                     where},
                    ExitCode::incomplete);
    }
}

void run(const GradeFoldersOptions& options) {
    keep_freed_memory();
    const FolderSummary done = grade_folders(options, program_name());
    print_and_log(stdout, [&](std::FILE* to) { print_summary(options, done, to); });
    if (!options.dry_run) check_outcome(options, done);
}

}  // namespace

Command grade_command() {
    return make_command<GradeFoldersOptions>(
        {.name = "grade",
         .usage = "PATH... --weights DIR --output DIR",
         .summary = "grades the studies in any folder or archive of DICOM files",
         .examples = {"lumbar grade /archive/patient7 --weights nets --output graded",
                      "lumbar grade scans --weights nets --output graded --dry-run"},
         .notes = "\nA run that was stopped goes on when its command is repeated: studies that are\n"
                  "graded are kept. Other nets or settings need another --output.\n"},
        declare, run);
}

}  // namespace lumbar
