// A study of a cohort with its grades, as the result files show it.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "cohort/study_details.h"
#include "core/finding_tally.h"
#include "core/grades.h"
#include "core/keypoints.h"
#include "intake/choose_series.h"

namespace lumbar {

struct NetGrades {
    std::string name;
    Grades grades;  // means over the views; empty where the net says nothing
};

struct CohortStudy {
    ChosenStudy study;
    Grades grades;  // all 25
    // Whether nets graded it; else it holds a class prior.
    FindingTable<bool> is_graded{};
    FindingSpreads spreads;                          // of the nets that decided; empty where it is a prior
    bool is_calibrated = false;                      // by the weights' calibration.json; priors never are
    std::map<std::string, Grades> recipes;           // by recipe: what it says alone
    std::map<std::string, Keypoints> keypoints;      // by FoundSeries::id(), relative to the image
    std::vector<NetGrades> nets{};                   // what each net says alone
    std::map<std::string, LocatedSeries> located{};  // by FoundSeries::id()
    // The recipes whose mean is the grade; none where it is a class prior.
    FindingTable<std::vector<std::string>> deciding{};
    std::vector<std::string> warnings{};  // what a reader of the grades must know
    std::string reason{};                 // why findings are class priors; may be empty
    std::string page{};                   // relative to the output folder; may be empty

    std::size_t findings_from_priors() const;
};

}  // namespace lumbar
