// Grades the studies found below folders, without a list, and writes the cohort's result files.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "cohort_run/grade_folders_options.h"
#include "competition/status_file.h"
#include "intake/choose_series.h"
#include "pipeline/study_work.h"

namespace lumbar {

struct FolderSummary : StudyWork {
    std::size_t studies_found = 0;     // in all parts
    std::vector<ChosenStudy> studies;  // of this part
    std::size_t resumed = 0;           // of these, graded by an earlier run
    std::size_t not_graded = 0;        // of these, before a signal came
    std::map<StudyState, std::size_t> states;
    std::map<std::string, std::size_t> reasons;  // studies: why findings are class priors
    std::size_t findings = 0, findings_from_priors = 0;
    std::size_t passed_over = 0, unreadable = 0;  // files
    std::optional<ExitCode> stopped_by;           // a signal
    double total_s = 0;
};

// Writes series.csv, grades.csv, grades.json and (unless `no_report`) pages into the output folder, which is
// made if need be; with `dry_run` series.csv alone, and no net is loaded.  `program`: its name, version and
// commit, for the files.  Studies that an earlier run with the same output has
// graded are kept (cohort_journal.h).  SIGINT and SIGTERM end the run early: the files hold what is graded.
// A study without a series that can be graded has class priors and the reason.
//
// Throws Error (data) if nothing is found below the paths, (usage) if the output is another run's, and Error
// (weights) and (usage) as predict does.
FolderSummary grade_folders(const GradeFoldersOptions& options, const std::string& program);

}  // namespace lumbar
