// Writes what `evaluate` found out about a cohort as a page and as JSON, where they are asked for.
#pragma once

#include "app/evaluate_options.h"
#include "score/evaluation.h"

namespace lumbar {

// Throws Error (output, data) for folders that do not exist: better found out before the work than after it.
void check_evaluation_paths(const EvaluationOptions& options);

// `cohort`: without its program and pages.  Nothing happens if neither file is asked for.
void write_evaluation(EvaluatedCohort cohort, const EvaluationOptions& options, int threads);

}  // namespace lumbar
