// Describes all that decides what predict and grade write, so that a journal of another run is not taken for
// this one's.
#pragma once

#include <string>
#include <vector>

#include "config/grade_folders_options.h"
#include "config/predict_options.h"
#include "files/json.h"
#include "models/registry.h"

namespace lumbar {

// The program's version, the options that matter, the list of studies, the manifest, the tuning, given
// points, and of each net its .json and the size and the checksum of samples of its weights (64 pieces of 64
// KB, which any training changes).  Where the outputs go and the deadline are no part of it. `studies`:
// StudyList::identity.
Json run_fingerprint(const PredictOptions& options, const std::string& studies,
                     const std::vector<NetFile>& nets);

// Of grade: the same without a list of studies, with calibration.json, and which part of the studies it is.
Json run_fingerprint(const GradeFoldersOptions& options, const std::vector<NetFile>& nets);

}  // namespace lumbar
