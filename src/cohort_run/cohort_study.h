// Makes a study of a cohort from what grading found: votes, calibration, what each net says, warnings.
#pragma once

#include <optional>

#include "cohort/graded_study.h"
#include "cohort/run_description.h"
#include "config/calibration.h"
#include "config/ensemble_plan.h"
#include "pipeline/study_grader.h"

namespace lumbar {

struct CohortRun {
    EnsemblePlan plan;
    RunDescription description;
    std::optional<Calibration> calibration;
};

// Without its `reason` and `page`.
CohortStudy make_cohort_study(const ChosenStudy& chosen, const StudyFindings& findings, const CohortRun& run);

}  // namespace lumbar
