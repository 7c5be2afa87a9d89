// The data inside a patient's page and inside the cohort's index, for src/report/page.
#pragma once

#include <string>

#include "cohort/graded_study.h"
#include "cohort/run_description.h"
#include "files/json.h"

namespace lumbar {

// "patients/NAME-0123456789.html": the patient's ID as far as it is fit for a file name, and a digest of ID
// and study, so that no two studies share a page and a study has the same one in every run.
std::string patient_page_path(const std::string& patient_id, const std::string& study_id);

// Of one study: all that its page shows.
Json patient_page_data(const RunDescription& run, const CohortStudy& study, const StudyDetails& details);

// The index without its studies, and a study of it.  `study`: as grades.json has it.
Json cohort_page_data(const RunDescription& run);
Json cohort_page_row(const Json& study);

}  // namespace lumbar
