// A study of a cohort with its grades, as the result files show it.
#pragma once

#include <array>
#include <map>
#include <string>

#include "core/finding_tally.h"
#include "core/grades.h"
#include "core/keypoints.h"
#include "intake/choose_series.h"

namespace lumbar {

struct CohortStudy {
    ChosenStudy study;
    Grades grades;  // all 25
    // [level][condition]: whether nets graded it; else it holds a class prior.
    FindingTable<bool> is_graded{};
    FindingSpreads spreads;                      // of the nets that decided; empty where it is a prior
    bool is_calibrated = false;                  // by the weights' calibration.json; priors never are
    std::map<std::string, Grades> recipes;       // by recipe: what it says alone
    std::map<std::string, Keypoints> keypoints;  // by FoundSeries::id(), relative to the image
};

}  // namespace lumbar
