// Writes a study's findings as a DICOM Comprehensive SR document, in the layout of template TID 1500.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dicom_out/instance.h"
#include "dicom_out/study_report.h"

namespace lumbar {

// An image of the study's annotated slices, which the report shows a finding on.
struct AnnotatedImage {
    SeriesKind kind = SeriesKind::sagittal_t1;
    std::string series_uid, instance_uid;
};

inline constexpr const char* kNoMedicalDevice =
    "lumbar is not a medical device. These grades come from a program, for research; nobody has verified "
    "them.";

// Each of the 25 findings is a measurement group: where, which side, what, its grade, three probabilities and
// how far the nets' answers lie apart, and whether nets graded it.  The document is unverified, and partial
// where findings are class priors.  Throws Error (output).
void write_structured_report(const std::filesystem::path& path, const StudyReport& report,
                             const StudyIdentity& identity, const std::vector<AnnotatedImage>& images,
                             const Moment& moment);

}  // namespace lumbar
