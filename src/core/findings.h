// The 25 findings of a study: names, places and a value for each.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/keypoints.h"

namespace lumbar {

// In the nets' label order.
enum class Condition {
    spinal_canal_stenosis,
    left_neural_foraminal_narrowing,
    right_neural_foraminal_narrowing,
    left_subarticular_stenosis,
    right_subarticular_stenosis
};
inline constexpr int kConditions = 5;

// The competition scores and the ensemble votes by kind of finding, sides together.
enum class ConditionGroup { spinal, foraminal, subarticular };
inline constexpr int kConditionGroups = 3;

inline constexpr std::array<Condition, kConditions> kAllConditions = {
    Condition::spinal_canal_stenosis, Condition::left_neural_foraminal_narrowing,
    Condition::right_neural_foraminal_narrowing, Condition::left_subarticular_stenosis,
    Condition::right_subarticular_stenosis};

// In the competition's files.
inline constexpr std::array<std::string_view, kConditions> kConditionNames = {
    "spinal_canal_stenosis", "left_neural_foraminal_narrowing", "right_neural_foraminal_narrowing",
    "left_subarticular_stenosis", "right_subarticular_stenosis"};
inline constexpr std::array<std::string_view, kLevels> kLevelNames = {"l1_l2", "l2_l3", "l3_l4", "l4_l5",
                                                                      "l5_s1"};
inline constexpr std::array<std::string_view, kConditionGroups> kConditionGroupNames = {"spinal", "foraminal",
                                                                                        "subarticular"};
// As the coordinate files write them.
inline constexpr std::array<std::string_view, kLevels> kLevelTitles = {"L1/L2", "L2/L3", "L3/L4", "L4/L5",
                                                                       "L5/S1"};
inline constexpr std::array<std::string_view, kConditions> kConditionTitles = {
    "Spinal Canal Stenosis", "Left Neural Foraminal Narrowing", "Right Neural Foraminal Narrowing",
    "Left Subarticular Stenosis", "Right Subarticular Stenosis"};

ConditionGroup group_of(Condition condition);

// A condition's name in two parts: "neural_foraminal_narrowing", and "left", "right" or nothing.
std::string_view name_without_side(Condition condition);
std::string_view side_of(Condition condition);

// Places in the arrays above.
constexpr std::size_t index(Condition condition) {
    return static_cast<std::size_t>(condition);
}
constexpr std::size_t index(ConditionGroup group) {
    return static_cast<std::size_t>(group);
}

struct Finding {
    std::size_t level = 0;  // of kLevelNames
    Condition condition = Condition::spinal_canal_stenosis;

    bool operator==(const Finding&) const = default;
};

inline constexpr std::size_t kFindings = std::size_t{kLevels} * kConditions;

// Level by level, in each the conditions in the nets' order.
constexpr std::array<Finding, kFindings> all_findings() {
    std::array<Finding, kFindings> findings;
    for (std::size_t i = 0; i < kFindings; ++i) {
        findings[i] = {i / kConditions, kAllConditions[i % kConditions]};
    }
    return findings;
}

// A value for each finding: table[finding], or [level][condition].
template <class T>
struct FindingTable : std::array<std::array<T, kConditions>, kLevels> {
    using Levels = std::array<std::array<T, kConditions>, kLevels>;
    using Levels::operator[];

    constexpr T& operator[](const Finding& finding) {
        return (*this)[finding.level][index(finding.condition)];
    }
    constexpr const T& operator[](const Finding& finding) const {
        return (*this)[finding.level][index(finding.condition)];
    }
};

// "<study>_<condition>_<level>", the submission's row_id.
std::string row_id(std::string_view study_id, const Finding& finding);

}  // namespace lumbar
