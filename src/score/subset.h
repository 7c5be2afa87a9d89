// The parts of a cohort that are evaluated by themselves: all findings, each condition, each level, each of
// the 25 findings.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/findings.h"

namespace lumbar {

enum class SubsetKind { all, condition, level, finding };
inline constexpr std::array<std::string_view, 4> kSubsetKindNames = {"all", "condition", "level", "finding"};

struct Subset {
    SubsetKind kind = SubsetKind::all;
    std::string_view condition{};  // without its side: "neural_foraminal_narrowing"; empty: all
    std::string_view side{};  // "left", "right", "both" (their rows together); empty: the condition has none
    int level = -1;           // -1: all
    std::vector<std::size_t> cells{};  // level * kConditions + condition
};

// "left_neural_foraminal_narrowing" is its name and its side.
struct SidedCondition {
    std::string_view name, side;
};
SidedCondition sided(Condition condition);

// Always the same 38: all, 7 conditions (left, right and both sides), 5 levels, 25 findings, level by level.
const std::vector<Subset>& evaluated_subsets();

}  // namespace lumbar
