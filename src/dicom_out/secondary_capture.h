// Writes the annotated slices of a study as a series of DICOM secondary captures.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dicom_out/instance.h"
#include "dicom_out/structured_report.h"
#include "dicom_out/study_report.h"

namespace lumbar {

// One RGB image for each series of the report, in `folder`.  Annotations are burned in, as the header says.
// Throws Error (output).
std::vector<AnnotatedImage> write_annotated_slices(const std::filesystem::path& folder,
                                                   const StudyReport& report, const StudyIdentity& identity,
                                                   const Moment& moment);

// The files' names, one a series: annotated_t1.dcm, annotated_t2.dcm; a second T1 series: annotated_t1_2.dcm.
std::vector<std::string> annotated_slice_names(const StudyReport& report);

}  // namespace lumbar
