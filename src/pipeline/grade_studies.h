// Grades studies: read ahead, shared out over the devices, handed over in their order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/ensemble_plan.h"
#include "config/options.h"
#include "infer/select_nets.h"
#include "pipeline/backend_pool.h"
#include "pipeline/study_grader.h"

namespace lumbar {

// Called for one study after the other, in the order of the list, whoever was ready first.
using TakeFindings = std::function<void(const StudyEntry&, const StudyFindings&)>;

// Loads the nets once a device.  A GPU has two studies in hand: while it computes one, the other is read,
// located and cropped on the CPU.  A series of which the data are bad is logged and left out.  Throws what
// select_nets and open_backends throw.
void grade_studies(const std::vector<StudyEntry>& studies, const NetRequest& request,
                   const EnsemblePlan& plan, const GradingOptions& options, const std::string& title,
                   const TakeFindings& take);

// The same on backends that are open.  Where one fails, the study in hand is graded again on another.
void grade_studies_on(BackendPool& backends, const std::vector<StudyEntry>& studies,
                      const EnsembleRecipes& recipes, const GradeOptions& options, const std::string& title,
                      const TakeFindings& take);

}  // namespace lumbar
