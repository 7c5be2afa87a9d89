#include "infer/select_nets.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/log.h"

namespace lumbar {
namespace {

// Names of stage 2 as asked for; stage 1's nets are always among them.
std::vector<std::string> selected_recipes(const NetRequest& request, const EnsemblePlan& plan) {
    std::vector<std::string> names;
    for (const std::string& name : request.recipes) {
        try {
            const Recipe& recipe = find_recipe(plan.recipes, name);
            if (recipe.stage == Stage::grade) names.push_back(recipe.name);
        } catch (const Error& e) {
            throw Error({e.parts().what, "--recipes", e.parts().expected, e.parts().found}, ExitCode::usage);
        }
    }
    if (!request.recipes.empty() && names.empty()) {
        throw Error({"no recipe of stage 2 is selected", "--recipes"}, ExitCode::usage);
    }
    for (const Recipe& recipe : plan.recipes) {
        const bool wanted = recipe.stage == Stage::locate ? request.with_locators : request.recipes.empty();
        if (wanted) names.push_back(recipe.name);
    }
    return names;
}

void check_complete(const std::vector<NetFile>& files, const NetRequest& request) {
    const std::string where = request.folder.string();
    std::set<SeriesKind> located, graded;
    for (const NetFile& file : files) {
        (file.recipe.stage == Stage::locate ? located : graded).insert(file.recipe.series);
    }
    if (graded.empty()) throw Error({"no net of stage 2", where}, ExitCode::weights);
    for (const SeriesKind kind : graded) {
        if (request.with_locators && !located.count(kind)) {
            throw Error({"no stage-1 net for " + std::string(series_kind_name(kind)) + " series", where,
                         "one, or points by --points"},
                        ExitCode::weights);
        }
    }
}

void warn_of_unfinished(const std::vector<NetFile>& files) {
    std::string names;
    for (const NetFile& file : files) {
        if (!file.is_finished) names += (names.empty() ? "" : ", ") + file.name();
    }
    if (!names.empty()) log_warning("training has not finished, these weights are its best so far: " + names);
}

}  // namespace

std::vector<NetFile> select_nets(const NetRequest& request, const EnsemblePlan& plan) {
    auto files = find_nets(request.folder, plan.recipes, {selected_recipes(request, plan), request.folds});
    check_complete(files, request);
    warn_of_unfinished(files);
    return files;
}

EnsembleRecipes recipes_of(const std::vector<NetFile>& nets) {
    EnsembleRecipes recipes;
    for (const NetFile& net : nets) {
        if (net.recipe.stage == Stage::locate) {
            recipes.locate.try_emplace(net.recipe.series, net.recipe);
            continue;
        }
        auto& known = recipes.grade[net.recipe.series];
        const auto same = [&](const Recipe& recipe) { return recipe.name == net.recipe.name; };
        if (std::none_of(known.begin(), known.end(), same)) known.push_back(net.recipe);
    }
    return recipes;
}

}  // namespace lumbar
