// Selects the nets of a weights folder by recipe and fold, by their .json files alone.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "config/ensemble_plan.h"
#include "core/study.h"
#include "models/registry.h"

namespace lumbar {

struct NetRequest {
    std::filesystem::path folder;
    std::vector<std::string> recipes;  // of stage 2; empty: all
    std::vector<int> folds;            // empty: all
    bool with_locators = true;         // false: the points come from elsewhere
};

// Throws Error (weights) if no grading net is left, or if a kind of series that is graded has no stage-1 net;
// Error (usage) for an unknown recipe.
std::vector<NetFile> select_nets(const NetRequest& request, const EnsemblePlan& plan);

// What the nets of an ensemble take, by the kind of series that they see.
struct EnsembleRecipes {
    std::map<SeriesKind, Recipe> locate;
    std::map<SeriesKind, std::vector<Recipe>> grade;
};
EnsembleRecipes recipes_of(const std::vector<NetFile>& nets);

}  // namespace lumbar
