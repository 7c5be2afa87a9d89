// Describes all that decides what grade writes, so that neither a journal of another run is taken for this
// one's nor its parts are merged.
#pragma once

#include <vector>

#include "cohort_run/grade_folders_options.h"
#include "files/json.h"
#include "models/registry.h"

namespace lumbar {

// As pipeline/run_fingerprint.h, without a list of studies, with calibration.json, and which part of the
// studies it is.
Json grade_fingerprint(const GradeFoldersOptions& options, const std::vector<NetFile>& nets);

}  // namespace lumbar
