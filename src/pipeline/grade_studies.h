// Studies in, what the nets say of each out: read ahead, shared out over the devices, handed over in their
// order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/ensemble_plan.h"
#include "config/options.h"
#include "pipeline/net_set.h"
#include "pipeline/study_grader.h"

namespace lumbar {

// Called for one study after the other, in the order of the list, whoever was ready first.
using TakeFindings = std::function<void(const StudyEntry&, const StudyFindings&)>;

// Loads the nets once a device.  A GPU has two studies in hand: while it computes one, the other is read,
// located and cropped on the CPU.  A series that fails is logged and left out.  Throws what load_net_set
// throws, and Error (usage) if the nets do not fit into `options.memory_gb`.
void grade_studies(const std::vector<StudyEntry>& studies, const NetSetRequest& request,
                   const EnsemblePlan& plan, const GradingOptions& options, const std::string& title,
                   const TakeFindings& take);

}  // namespace lumbar
