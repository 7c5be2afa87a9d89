#include "config/ensemble_plan.h"

#include <algorithm>

#include "base/error.h"
#include "base/known_names.h"
#include "config/recipe_json.h"
#include "files/json_fields.h"

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

std::vector<Recipe> read_recipes(const Json& array) {
    std::vector<Recipe> recipes;
    for (const Json& json : array) {
        Recipe recipe = recipe_of(json, "recipes[" + std::to_string(recipes.size()) + "]");
        const auto same = [&](const Recipe& other) { return other.name == recipe.name; };
        if (std::any_of(recipes.begin(), recipes.end(), same)) {
            throw Error({"recipe " + recipe.name + " stands twice in \"recipes\""}, ExitCode::weights);
        }
        recipes.push_back(std::move(recipe));
    }
    return recipes;
}

void read_votes(const Json& votes, EnsemblePlan& plan) {
    const JsonFields fields(votes, "votes", ExitCode::weights);
    for (const auto& [group, unread] : votes.items()) {
        auto& chosen =
            plan.ballots[index_of(kConditionGroupNames, group, "name in \"votes\"", "", ExitCode::weights)];
        chosen.clear();
        for (const Json& ballot : fields.array(group.c_str())) {
            chosen.push_back(texts_of(ballot, "votes: \"" + group + "\"", ExitCode::weights));
            for (const std::string& name : chosen.back()) find_recipe(plan.recipes, name);
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

bool is_sha256(const std::string& text) {
    constexpr std::size_t kDigits = 64;
    return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::map<std::string, std::string> checksums_of(const Json& manifest) {
    std::map<std::string, std::string> checksums;
    const JsonFields fields(manifest, "", ExitCode::weights);
    if (!fields.has("sha256")) return checksums;
    const JsonFields sums(fields.object("sha256"), "sha256", ExitCode::weights);
    for (const auto& [file, unread] : fields.object("sha256").items()) {
        const std::string sum = sums.text(file.c_str());
        if (!is_sha256(sum)) {
            throw Error(
                {"sha256: the value of \"" + file + "\"", "", "64 hexadecimal digits in lower case", sum},
                ExitCode::weights);
        }
        checksums[file] = sum;
    }
    return checksums;
}

void apply_manifest(const Json& manifest, EnsemblePlan& plan) {
    constexpr double kMostFactor = 1000;
    const JsonFields fields(manifest, "", ExitCode::weights);
    fields.require_known_keys({"recipes", "votes", "severe_spinal_factor", "sha256"});
    plan.sha256 = checksums_of(manifest);
    std::vector<Recipe> recipes;
    if (fields.has("recipes")) recipes = read_recipes(fields.array("recipes"));
    for (const Recipe& recipe : recipes) replace_or_add(plan.recipes, recipe);
    if (fields.has("votes")) read_votes(fields.object("votes"), plan);
    for (const Recipe& recipe : recipes) require_vote(recipe, plan);
    if (fields.has("severe_spinal_factor")) {
        plan.severe_spinal_factor = fields.number("severe_spinal_factor", 1 / kMostFactor, kMostFactor);
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
    } catch (const Error& e) {
        if (e.parts().where == path) throw Error(e.parts(), ExitCode::weights);
        throw Error({e.what(), path.string()}, ExitCode::weights);
    }
    return plan;
}

}  // namespace lumbar
