// Grades the studies found below folders, without a list, and writes the cohort's result files.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/options.h"
#include "intake/choose_series.h"
#include "pipeline/study_work.h"

namespace lumbar {

struct FolderSummary : StudyWork {
    std::vector<ChosenStudy> studies;
    std::size_t findings = 0, findings_from_priors = 0;
    std::size_t passed_over = 0, unreadable = 0;  // files
    double total_s = 0;
};

// Writes series.csv, grades.csv, grades.json, index.html and a page for each patient into the output folder,
// which is made if need be; with `no_report` no page, with `dry_run` series.csv alone, and no net is loaded.
// `program`: name and version, for the results.  Throws Error (data) if nothing is found below the paths,
// if no series can be taken, or if no finding was graded by a net; Error (weights) and (usage) as predict
// does.
FolderSummary grade_folders(const GradeFoldersOptions& options, const std::string& program);

}  // namespace lumbar
