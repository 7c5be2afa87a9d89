#include "pipeline/net_set.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/progress.h"
#include "nn/autocast.h"
#include "nn/device.h"

namespace lumbar {
namespace {

// Names of stage 2 as asked for; stage 1's nets are always among them.
std::vector<std::string> selected_recipes(const NetSetRequest& request, const EnsemblePlan& plan) {
    std::vector<std::string> names;
    for (const std::string& name : request.recipes) {
        try {
            const Recipe& recipe = find_recipe(plan.recipes, name);
            if (recipe.stage == Stage::grade) names.push_back(recipe.name);
        } catch (const Error& e) {
            throw Error({e.parts().what, "--recipes", e.parts().expected, name}, ExitCode::usage);
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

void add_locator(NetSet& nets, const NetFile& file, const ComputeOptions& compute) {
    auto& locator =
        nets.locators
            .try_emplace(file.recipe.series, RecipeNets<KeypointNet>{file.recipe, {{}, compute.device}})
            .first->second;
    locator.ensemble.nets.push_back(load_keypoint_net(file, compute));
}

void add_grader(NetSet& nets, const NetFile& file, const ComputeOptions& compute) {
    auto& graders = nets.graders[file.recipe.series];
    auto grader = std::find_if(graders.begin(), graders.end(),
                               [&](const auto& known) { return known.recipe.name == file.recipe.name; });
    if (grader == graders.end()) grader = graders.insert(graders.end(), {file.recipe, {{}, compute.device}});
    grader->ensemble.nets.push_back(load_grading_net(file, compute));
}

void check_complete(const std::vector<NetFile>& files, const NetSetRequest& request) {
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

}  // namespace

std::vector<ComputeOptions> compute_options(const GradingOptions& options) {
    std::vector<ComputeOptions> all;
    for (const torch::Device& device : choose_devices(options.device)) {
        all.push_back({device, choose_precision(options.precision, device), options.threads});
    }
    return all;
}

std::vector<NetFile> select_nets(const NetSetRequest& request, const EnsemblePlan& plan) {
    auto files = find_nets(request.folder, plan.recipes, {selected_recipes(request, plan), request.folds});
    check_complete(files, request);
    return files;
}

NetSet load_net_set(const NetSetRequest& request, const EnsemblePlan& plan, const ComputeOptions& compute) {
    const auto files = select_nets(request, plan);
    Progress progress("loading", "nets", files.size());
    NetSet nets;
    for (const NetFile& file : files) {
        file.recipe.stage == Stage::locate ? add_locator(nets, file, compute)
                                           : add_grader(nets, file, compute);
        progress.advance();
    }
    return nets;
}

}  // namespace lumbar
