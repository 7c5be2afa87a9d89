// What a run keeps of a graded study: its 25 rows, where they come from, and what grading took.
#pragma once

#include <set>
#include <string>

#include "competition/points_file.h"
#include "competition/status_file.h"
#include "competition/submission_file.h"
#include "pipeline/study_grader.h"

namespace lumbar {

inline constexpr int kRowsPerStudy = kLevels * kConditions;

struct StudyResult {
    GradedStudy study;
    int rows_from_priors = 0;
    std::string reason;  // why rows are class priors, or what the study was graded without; may be empty
    StudyWork work;
    SeriesPoints points;
    Thinning thinning;
};

// Votes, and fills what no net graded with class priors; a warning says so, except for the conditions of
// `never_graded`.  `whole`: the ensemble that is not thinned.
StudyResult make_study_result(const StudyEntry& study, const StudyFindings& findings,
                              const EnsemblePlan& plan, const std::set<Condition>& never_graded,
                              const Thinning& whole);

// Why rows are class priors, or what the study was graded without; may be empty.
std::string reason_of(const StudyEntry& study, const StudyFindings& findings, int rows_from_priors,
                      const Thinning& whole);

StudyStatus status_of(const StudyResult& result);

}  // namespace lumbar
