// The studies that `predict` grades: those of the competition's list, or all below a path that has no list.
#pragma once

#include <string>
#include <vector>

#include "core/study.h"
#include "pipeline/predict_options.h"

namespace lumbar {

struct StudyList {
    std::vector<StudyEntry> studies;
    std::string identity;  // of the list, for run_fingerprint.h
};

// Of DATA/{train,test}_series_descriptions.csv if DATA has a list or a folder of images of either kind, else
// as `grade` finds and chooses series (intake/); a study's id is then its UID.  Throws Error (data) if
// nothing is there.
StudyList list_studies(const PredictOptions& options);

}  // namespace lumbar
