#include "config/ensemble_plan.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/excerpt.h"
#include "base/json.h"
#include "base/known_names.h"
#include "config/recipe_json.h"

namespace lumbar {
namespace {

void replace_or_add(std::vector<Recipe>& recipes, Recipe recipe) {
    const auto same = std::find_if(recipes.begin(), recipes.end(),
                                   [&](const Recipe& known) { return known.name == recipe.name; });
    if (same != recipes.end()) {
        *same = std::move(recipe);
    } else {
        recipes.push_back(std::move(recipe));
    }
}

std::vector<Recipe> read_recipes(const Json& manifest) {
    std::vector<Recipe> recipes;
    for (const Json& json : manifest.value("recipes", Json::array())) {
        Recipe recipe = recipe_of(json);
        const auto same = [&](const Recipe& other) { return other.name == recipe.name; };
        if (std::any_of(recipes.begin(), recipes.end(), same)) {
            throw Error({"recipe " + recipe.name + " stands twice in \"recipes\""}, ExitCode::weights);
        }
        recipes.push_back(std::move(recipe));
    }
    return recipes;
}

void read_votes(const Json& votes, EnsemblePlan& plan) {
    for (const auto& [group, ballots] : votes.items()) {
        auto& chosen =
            plan.ballots[index_of(kConditionGroupNames, group, "name in \"votes\"", "", ExitCode::weights)];
        chosen = ballots.get<std::vector<Ballot>>();
        for (const Ballot& ballot : chosen) {
            for (const std::string& name : ballot) find_recipe(plan.recipes, name);
        }
    }
}

// A misspelt name would leave the recipe that is meant as the solution has it.
void require_vote(const Recipe& recipe, const EnsemblePlan& plan) {
    if (recipe.stage == Stage::locate) return;
    std::vector<std::string_view> voters;
    for (const auto& ballots : plan.ballots) {
        for (const Ballot& ballot : ballots) {
            for (const std::string& name : ballot) voters.push_back(name);
        }
    }
    std::sort(voters.begin(), voters.end());
    voters.erase(std::unique(voters.begin(), voters.end()), voters.end());
    index_of(voters, recipe.name, "recipe: none of \"votes\"", "", ExitCode::weights);
}

void apply_manifest(const Json& manifest, EnsemblePlan& plan) {
    require_known_keys(manifest, {"recipes", "votes", "severe_spinal_factor"});
    const std::vector<Recipe> recipes = read_recipes(manifest);
    for (const Recipe& recipe : recipes) replace_or_add(plan.recipes, recipe);
    read_votes(manifest.value("votes", Json::object()), plan);
    for (const Recipe& recipe : recipes) require_vote(recipe, plan);
    plan.severe_spinal_factor = manifest.value("severe_spinal_factor", plan.severe_spinal_factor);
    if (!(plan.severe_spinal_factor > 0) || !std::isfinite(plan.severe_spinal_factor)) {
        throw Error({"severe_spinal_factor is out of range", "", "a positive number",
                     std::to_string(plan.severe_spinal_factor)},
                    ExitCode::weights);
    }
}

}  // namespace

EnsemblePlan solution_plan() {
    const Ballot all_t2 = {"stage2_s2_sp1", "stage2_s2_sp2", "stage2_s2_su"};
    EnsemblePlan plan;
    plan.recipes = solution_recipes();
    plan.ballots = {{
        {all_t2},                                                // spinal
        {{"stage2_s1_fo"}, all_t2},                              // foraminal: from T2 where T1 is missing
        {{"stage2_s2_su"}, {"stage2_s2_sp1", "stage2_s2_sp2"}},  // subarticular: su alone if it is there
    }};
    return plan;
}

EnsemblePlan read_ensemble_plan(const std::filesystem::path& weights_folder) {
    EnsemblePlan plan = solution_plan();
    const auto path = weights_folder / kManifestName;
    if (!std::filesystem::exists(path)) return plan;
    try {
        apply_manifest(read_json(path), plan);
    } catch (const Json::exception& e) {
        throw Error({"the manifest is malformed", path.string(), "", json_reason(e)}, ExitCode::weights);
    } catch (const Error& e) {
        throw Error({e.what(), path.string()}, ExitCode::weights);
    }
    return plan;
}

}  // namespace lumbar
