#include "config/ensemble_plan.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/excerpt.h"
#include "base/json.h"

namespace lumbar {
namespace {

std::size_t index_in(const auto& names, const std::string& name, const std::string& key) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
    std::string known;
    for (const auto& each : names) known += (known.empty() ? "" : ", ") + std::string(each);
    throw Error({"unknown name in \"" + key + "\"", "", known, name}, ExitCode::weights);
}

Recipe parse_recipe(const Json& json) {
    constexpr std::array<std::string_view, 2> kSeries = {"T1", "T2"};
    Recipe recipe;
    recipe.name = recipe_name(json.at("name").get<std::string>());
    recipe.stage = json.at("stage").get<int>() == 1 ? Stage::locate : Stage::grade;
    recipe.series = index_in(kSeries, json.at("series").get<std::string>(), "series") == 0
                        ? SeriesKind::sagittal_t1
                        : SeriesKind::sagittal_t2;
    recipe.frames = json.at("frames").get<int>();
    recipe.image_size = json.at("image_size").get<int>();
    if (recipe.frames < 1 || recipe.image_size < 32) {
        throw Error({"recipe " + recipe.name + " is too small", "", "frames >= 1, image_size >= 32",
                     std::to_string(recipe.frames) + " and " + std::to_string(recipe.image_size)},
                    ExitCode::weights);
    }
    for (const Json& head : json.value("heads", Json::array())) {
        auto& findings = recipe.heads.emplace_back();
        for (const auto& finding : head.get<std::vector<std::string>>()) {
            findings.push_back(static_cast<Condition>(index_in(kConditionNames, finding, "heads")));
        }
    }
    if (recipe.stage == Stage::grade && recipe.findings().empty()) {
        throw Error({"recipe " + recipe.name + " grades nothing", "", "\"heads\" with findings"},
                    ExitCode::weights);
    }
    return recipe;
}

void replace_or_add(std::vector<Recipe>& recipes, Recipe recipe) {
    const auto same = std::find_if(recipes.begin(), recipes.end(),
                                   [&](const Recipe& known) { return known.name == recipe.name; });
    if (same != recipes.end()) {
        *same = std::move(recipe);
    } else {
        recipes.push_back(std::move(recipe));
    }
}

void apply_manifest(const Json& manifest, EnsemblePlan& plan) {
    for (const Json& recipe : manifest.value("recipes", Json::array())) {
        replace_or_add(plan.recipes, parse_recipe(recipe));
    }
    const Json votes = manifest.value("votes", Json::object());
    for (const auto& [group, ballots] : votes.items()) {
        auto& chosen = plan.ballots[index_in(kConditionGroupNames, group, "votes")];
        chosen = ballots.get<std::vector<Ballot>>();
        for (const Ballot& ballot : chosen) {
            for (const std::string& name : ballot) find_recipe(plan.recipes, name);
        }
    }
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
