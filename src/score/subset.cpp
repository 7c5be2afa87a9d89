#include "score/subset.h"

namespace lumbar {
namespace {

// Of level -1: of all levels.
Subset subset_of(SubsetKind kind, SidedCondition condition, int level,
                 const std::vector<Condition>& conditions) {
    Subset subset{kind, condition.name, condition.side, level, {}};
    for (std::size_t of_level = 0; of_level < kLevels; ++of_level) {
        if (level >= 0 && of_level != static_cast<std::size_t>(level)) continue;
        for (const Condition of_condition : conditions) {
            subset.cells.push_back(of_level * kConditions + static_cast<std::size_t>(of_condition));
        }
    }
    return subset;
}

std::vector<Subset> make_subsets() {
    const std::vector<Condition> all(kAllConditions.begin(), kAllConditions.end());
    std::vector<Subset> subsets = {subset_of(SubsetKind::all, {}, -1, all)};
    for (const Condition condition : all) {
        subsets.push_back(subset_of(SubsetKind::condition, sided(condition), -1, {condition}));
        const SidedCondition name = sided(condition);
        if (name.side != "right") continue;  // the second one of a pair
        const auto left = static_cast<Condition>(static_cast<int>(condition) - 1);
        subsets.push_back(subset_of(SubsetKind::condition, {name.name, "both"}, -1, {left, condition}));
    }
    for (int level = 0; level < kLevels; ++level) {
        subsets.push_back(subset_of(SubsetKind::level, {}, level, all));
    }
    for (int level = 0; level < kLevels; ++level) {
        for (const Condition condition : all) {
            subsets.push_back(subset_of(SubsetKind::finding, sided(condition), level, {condition}));
        }
    }
    return subsets;
}

}  // namespace

SidedCondition sided(Condition condition) {
    return {name_without_side(condition), side_of(condition)};
}

const std::vector<Subset>& evaluated_subsets() {
    static const std::vector<Subset> subsets = make_subsets();
    return subsets;
}

}  // namespace lumbar
