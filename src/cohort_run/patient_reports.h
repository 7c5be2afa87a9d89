// Writes a cohort's pages: a patient's as soon as the study is graded, and the index at the end.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cohort/graded_study.h"
#include "cohort/run_description.h"
#include "files/json.h"

namespace lumbar {

// OUTPUT/patients/ID.html, as the study's `page` says.  Throws Error (output).
void write_patient_page(const std::filesystem::path& output, const RunDescription& run,
                        const CohortStudy& study, const StudyDetails& details);

// OUTPUT/index.html.  `rows`: cohort_page_row of each study.
void write_index_page(const std::filesystem::path& output, const RunDescription& run, std::vector<Json> rows);

}  // namespace lumbar
