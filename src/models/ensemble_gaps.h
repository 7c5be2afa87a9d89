// Lists what the nets of a weights folder cannot grade.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "config/ensemble_plan.h"
#include "core/findings.h"
#include "models/registry.h"

namespace lumbar {

// Empty if a study with both kinds of series gets every grade from a net as the plan intends; otherwise one
// phrase for each gap: a kind of series that votes but has no stage 2 net, or has one and no stage 1 net; a
// group of conditions for which no net votes.
std::vector<std::string> ensemble_gaps(const std::vector<NetFile>& nets, const EnsemblePlan& plan);

// The conditions for which no net votes: in every study their rows are class priors.
std::set<Condition> never_graded(const std::vector<NetFile>& nets, const EnsemblePlan& plan);

}  // namespace lumbar
