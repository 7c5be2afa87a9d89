// Draws what was found on a slice: the ten points, the outlines of the crops, levels, and the patient's
// sides.
#pragma once

#include "dicom_out/study_report.h"
#include "image/image_file.h"

namespace lumbar {

// RGB, at least 512 px wide.  A mark (L, R, A, P, H, F) is drawn only where the headers prove it; where they
// do not, the picture says so.
Picture draw_annotated_slice(const ReportedSeries& series);

}  // namespace lumbar
