#include "pipeline/thinning.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace lumbar {
namespace {

using NetCounts = std::map<std::string, std::size_t>;

NetCounts count_nets(const std::vector<NetFile>& nets) {
    NetCounts counts;
    for (const NetFile& net : nets) ++counts[net.recipe.name];
    return counts;
}

// Whether it alone votes on some group from its kind of series, or alone on the first ballot that decides.
bool is_needed(const std::string& recipe, const std::set<std::string>& graders, const EnsemblePlan& plan) {
    using Names = std::set<std::string>;
    const SeriesKind series = find_recipe(plan.recipes, recipe).series;
    return std::any_of(plan.ballots.begin(), plan.ballots.end(), [&](const std::vector<Ballot>& ballots) {
        Names same_series, first_ballot;
        for (const Ballot& ballot : ballots) {
            Names voters;
            std::copy_if(ballot.begin(), ballot.end(), std::inserter(voters, voters.end()),
                         [&](const std::string& name) { return graders.count(name) > 0; });
            if (first_ballot.empty()) first_ballot = voters;
            for (const std::string& name : voters) {
                if (find_recipe(plan.recipes, name).series == series) same_series.insert(name);
            }
        }
        return same_series == Names{recipe} || first_ballot == Names{recipe};
    });
}

// The recipe that takes the most work and whose place others fill.
std::optional<std::string> next_to_leave_out(const std::set<std::string>& graders, const EnsemblePlan& plan) {
    std::optional<std::string> found;
    long most = 0;
    for (const std::string& name : graders) {
        const Recipe& recipe = find_recipe(plan.recipes, name);
        const long pixels = long{recipe.frames} * recipe.image_size * recipe.image_size;
        if (pixels <= most || is_needed(name, graders, plan)) continue;
        found = name;
        most = pixels;
    }
    return found;
}

}  // namespace

NetRuns net_runs(const std::vector<NetFile>& nets, const Thinning& thinning) {
    std::map<std::string, std::size_t> counts;
    NetRuns runs;
    for (const NetFile& net : nets) {
        const std::string& name = net.recipe.name;
        if (thinning.left_out.count(name) || ++counts[name] > thinning.most_nets) continue;
        runs[name] += net.recipe.stage == Stage::locate ? 1 : thinning.views;
    }
    return runs;
}

std::vector<Thinning> thinning_steps(const std::vector<NetFile>& nets, const EnsemblePlan& plan, int views) {
    std::vector<Thinning> steps{{views, kAllNets, {}}};
    Thinning now = steps.front();
    for (int fewer = views - (views % 2 == 0 ? 1 : 2); fewer >= 1; fewer -= 2) {
        now.views = fewer;
        steps.push_back(now);
    }
    std::size_t most = 0;
    std::set<std::string> graders;
    for (const auto& [name, count] : count_nets(nets)) {
        most = std::max(most, count);
        if (find_recipe(plan.recipes, name).stage == Stage::grade) graders.insert(name);
    }
    while (most > 1) {
        now.most_nets = --most;
        steps.push_back(now);
    }
    while (const auto name = next_to_leave_out(graders, plan)) {
        graders.erase(*name);
        now.left_out.insert(*name);
        steps.push_back(now);
    }
    return steps;
}

std::string describe(const Thinning& thinning) {
    std::string text = std::to_string(thinning.views) + (thinning.views == 1 ? " view" : " views");
    if (thinning.most_nets != kAllNets) {
        text += ", " + std::to_string(thinning.most_nets) +
                (thinning.most_nets == 1 ? " net a recipe" : " nets a recipe");
    }
    std::string names;
    for (const std::string& name : thinning.left_out) names += (names.empty() ? "" : ", ") + name;
    return names.empty() ? text : text + ", without " + names;
}

}  // namespace lumbar
