#include <cstdio>
#include <string>

#include "app/commands.h"
#include "app/print_seconds.h"
#include "app/summary.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/printable.h"
#include "pipeline/grade_folders.h"

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

void print_summary(const GradeFoldersOptions& options, const FolderSummary& done, std::FILE* to) {
    print_series(done.studies, to);
    std::fprintf(to, "%zu studies, %zu files passed over, %zu unreadable, %s\n", done.studies.size(),
                 done.passed_over, done.unreadable, counted(warning_count(), "warning").c_str());
    if (options.dry_run) {
        std::fprintf(to, "dry run: %s\n", (options.output / "series.csv").c_str());
        return;
    }
    std::fprintf(to, "%zu findings in %s, %zu of them class priors\n", done.findings,
                 (options.output / "grades.csv").c_str(), done.findings_from_priors);
    if (options.dicom) std::fprintf(to, "DICOM files: %s/STUDY_UID\n", (options.output / "dicom").c_str());
    print_seconds(done, done.total_s, to);
}

}  // namespace

void run(const GradeFoldersOptions& options) {
    keep_freed_memory();
    const FolderSummary done = grade_folders(options);
    print_and_log(stdout, [&](std::FILE* to) { print_summary(options, done, to); });
}

}  // namespace lumbar
