// Hands a graded study over to be written as DICOM files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cohort/graded_study.h"
#include "dicom_out/instance.h"
#include "pipeline/study_grader.h"

namespace lumbar {

// Now; or, so that runs can be repeated byte by byte, the time of SOURCE_DATE_EPOCH (seconds since 1970,
// UTC), if that is set (reproducible-builds.org).  Throws Error (usage) if it is no number.
Moment moment_of_run();

// Into FOLDER/STUDY_UID (dicom_out/study_files.h).  `nets`: their names.  A study of which no net graded
// anything, and one whose header cannot be read, is a warning.  Throws Error (output).
void write_dicom_output(const std::filesystem::path& folder, const CohortStudy& study,
                        const StudyFindings& findings, const std::vector<std::string>& nets,
                        const Moment& moment);

}  // namespace lumbar
