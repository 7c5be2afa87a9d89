#include "models/ensemble_gaps.h"

#include <algorithm>

namespace lumbar {
namespace {

bool has_net(const std::vector<NetFile>& nets, Stage stage, SeriesKind series) {
    return std::any_of(nets.begin(), nets.end(), [&](const NetFile& net) {
        return net.recipe.stage == stage && net.recipe.series == series;
    });
}

bool has_net_of(const std::vector<NetFile>& nets, const std::string& recipe) {
    return std::any_of(nets.begin(), nets.end(),
                       [&](const NetFile& net) { return net.recipe.name == recipe; });
}

bool grades(const Recipe& recipe, Condition condition) {
    const auto findings = recipe.conditions();
    return std::find(findings.begin(), findings.end(), condition) != findings.end();
}

// The recipes that vote on a group, from all its ballots.
std::vector<Recipe> voters(const EnsemblePlan& plan, std::size_t group) {
    std::vector<Recipe> recipes;
    for (const Ballot& ballot : plan.ballots[group]) {
        for (const std::string& name : ballot) recipes.push_back(find_recipe(plan.recipes, name));
    }
    return recipes;
}

bool votes_on_anything(const EnsemblePlan& plan, SeriesKind series) {
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        for (const Recipe& recipe : voters(plan, group)) {
            if (recipe.series == series) return true;
        }
    }
    return false;
}

bool is_graded(const std::vector<NetFile>& nets, const EnsemblePlan& plan, Condition condition) {
    const auto recipes = voters(plan, index(group_of(condition)));
    return std::any_of(recipes.begin(), recipes.end(), [&](const Recipe& recipe) {
        return grades(recipe, condition) && has_net_of(nets, recipe.name);
    });
}

}  // namespace

std::vector<std::string> ensemble_gaps(const std::vector<NetFile>& nets, const EnsemblePlan& plan) {
    std::vector<std::string> gaps;
    for (const SeriesKind kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        const std::string series = " for " + std::string(series_kind_name(kind)) + " series";
        const bool graded = has_net(nets, Stage::grade, kind);
        if (!graded && votes_on_anything(plan, kind)) gaps.push_back("no stage 2 net" + series);
        if (graded && !has_net(nets, Stage::locate, kind)) gaps.push_back("no stage 1 net" + series);
    }
    for (const Condition condition : never_graded(nets, plan)) {
        gaps.push_back("no net votes on " + std::string(kConditionNames[index(condition)]));
    }
    return gaps;
}

std::set<Condition> never_graded(const std::vector<NetFile>& nets, const EnsemblePlan& plan) {
    std::set<Condition> conditions;
    for (const Condition condition : kAllConditions) {
        if (!is_graded(nets, plan, condition)) conditions.insert(condition);
    }
    return conditions;
}

}  // namespace lumbar
