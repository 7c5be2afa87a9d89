// Which recipes there are and who votes on what: the solution's own, or a weights directory's manifest.json.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "config/recipe.h"
#include "core/findings.h"

namespace lumbar {

// Recipes whose mean is the vote.
using Ballot = std::vector<std::string>;

struct EnsemblePlan {
    std::vector<Recipe> recipes;
    // By ConditionGroup: ballots in order of preference.  The first one on which any recipe has said
    // something decides; recipes of it that are silent do not count.
    std::array<std::vector<Ballot>, kConditionGroups> ballots;
    // Raises the largest severe probability of a study's spinal rows by this factor, renormalised; 1 is off.
    double severe_spinal_factor = 1.0;
    // What weights files must have, by their names.
    std::map<std::string, std::string> sha256{};
};

EnsemblePlan solution_plan();

// The solution's plan, changed by DIR/manifest.json if there is one.  All its keys are optional:
//   {"recipes": [{"name": "my_t2", "stage": 2, "series": "T2", "frames": 12, "image_size": 160,
//                 "heads": [["spinal_canal_stenosis"], ...]}],
//    "votes": {"spinal": [["my_t2", "stage2_s2_su"], ["stage2_s2_sp1"]]},
//    "severe_spinal_factor": 1.25,
//    "sha256": {"NAME.safetensors": "64 hexadecimal digits"}}
// A recipe of a known name replaces it; another one of stage 2 must be among the votes.  Throws Error
// (weights) naming the key that is wrong.
EnsemblePlan read_ensemble_plan(const std::filesystem::path& weights_folder);

inline constexpr const char* kManifestName = "manifest.json";

}  // namespace lumbar
