// The nets of a weights directory, loaded once each and sorted by what they do.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/ensemble_plan.h"
#include "config/options.h"
#include "core/study.h"
#include "models/ensemble.h"
#include "models/grading_net.h"
#include "models/keypoint_net.h"
#include "models/registry.h"

namespace lumbar {

template <class Net>
struct RecipeNets {
    Recipe recipe;
    Ensemble<Net> ensemble;
};

struct NetSet {
    std::map<SeriesKind, RecipeNets<KeypointNet>> locators;
    std::map<SeriesKind, std::vector<RecipeNets<GradingNet>>> graders;
};

struct NetSetRequest {
    std::filesystem::path folder;
    std::vector<std::string> recipes;  // of stage 2; empty: all
    std::vector<int> folds;            // empty: all
    bool with_locators = true;         // false: the points come from elsewhere
};

// One a device, as asked for.  Throws Error (usage) for a device or precision that there is not.
std::vector<ComputeOptions> compute_options(const GradingOptions& options);

// What load_net_set would load, by the .json files alone.  Throws Error (weights) if no grading net is left,
// or if a kind of series that is graded has no stage-1 net; Error (usage) for an unknown recipe.
std::vector<NetFile> select_nets(const NetSetRequest& request, const EnsemblePlan& plan);

// Throws what select_nets throws, and Error (weights) if a net is damaged.
NetSet load_net_set(const NetSetRequest& request, const EnsemblePlan& plan, const ComputeOptions& compute);

}  // namespace lumbar
