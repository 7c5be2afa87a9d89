// Writes a graded study's DICOM files: the report and the annotated slices.
#pragma once

#include <filesystem>

#include "dicom_out/instance.h"
#include "dicom_out/study_report.h"

namespace lumbar {

// Into FOLDER/STUDY_UID, which is made: report.dcm, annotated_t1.dcm and annotated_t2.dcm; those of an
// earlier run are replaced or removed.  Patient and study are copied from the header of `source`, one of the
// study's images. Where it has no study UID that is valid, the files are a study of their own, with a
// warning, as for all else that is not copied.  -> the folder.  Throws Error (output), and (data) if the
// source cannot be read.
std::filesystem::path write_study_files(const std::filesystem::path& folder,
                                        const std::filesystem::path& source, const StudyReport& report,
                                        const Moment& moment);

}  // namespace lumbar
