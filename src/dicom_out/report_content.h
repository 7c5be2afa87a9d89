// What a structured report says, as a content tree: template TID 1500 of DICOM PS3.16.
#pragma once

#include <vector>

#include "dicom_out/report_tree.h"
#include "dicom_out/structured_report.h"

namespace lumbar {

void add_report_content(ReportTree& tree, const StudyReport& report, const StudyIdentity& identity,
                        const std::vector<AnnotatedImage>& images);

// Whether a report may refer to the image: it states UIDs of its class, its series and itself.
bool can_be_referenced(const FrameSource& source);

// The frame that a reference names; 0, as for the whole image, also where images of the class have one frame
// by the standard, whatever the file holds.
int referenced_frame(const FrameSource& source);

}  // namespace lumbar
