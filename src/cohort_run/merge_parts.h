// Joins the outputs of `grade --shard` into what one run would have written.
#pragma once

#include <cstddef>

#include "cohort_run/merge_options.h"

namespace lumbar {

struct MergeSummary {
    std::size_t parts = 0, studies = 0, studies_with_priors = 0;  // these with class priors alone
};

// Writes series.csv, grades.csv and grades.json, and copies pages and DICOM files.  Throws Error: usage for
// parts of other nets, settings or cohorts, for a part that is there twice, for missing parts (which it
// names), and for an output that is itself a run's; data for a part that is unfinished or damaged.  Then
// nothing is written.
MergeSummary merge_parts(const MergeOptions& options);

}  // namespace lumbar
