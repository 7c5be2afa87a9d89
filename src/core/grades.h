// The 25 findings of a study and their names in the competition's files.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/keypoints.h"

namespace lumbar {

inline constexpr int kConditions = 5;
inline constexpr int kClasses = 3;

// In the nets' label order.
enum class Condition {
    spinal_canal_stenosis,
    left_neural_foraminal_narrowing,
    right_neural_foraminal_narrowing,
    left_subarticular_stenosis,
    right_subarticular_stenosis
};

// The competition scores and the ensemble votes by kind of finding, sides together.
enum class ConditionGroup { spinal, foraminal, subarticular };
inline constexpr int kConditionGroups = 3;

inline constexpr std::array<std::string_view, kConditions> kConditionNames = {
    "spinal_canal_stenosis", "left_neural_foraminal_narrowing", "right_neural_foraminal_narrowing",
    "left_subarticular_stenosis", "right_subarticular_stenosis"};
inline constexpr std::array<std::string_view, kLevels> kLevelNames = {"l1_l2", "l2_l3", "l3_l4", "l4_l5",
                                                                      "l5_s1"};
// As the coordinate files write them.
inline constexpr std::array<std::string_view, kLevels> kLevelTitles = {"L1/L2", "L2/L3", "L3/L4", "L4/L5",
                                                                       "L5/S1"};
inline constexpr std::array<std::string_view, kClasses> kClassNames = {"normal_mild", "moderate", "severe"};
inline constexpr std::array<std::string_view, kConditionGroups> kConditionGroupNames = {"spinal", "foraminal",
                                                                                        "subarticular"};

// As train_label_coordinates.csv writes them.
inline constexpr std::array<std::string_view, kConditions> kConditionTitles = {
    "Spinal Canal Stenosis", "Left Neural Foraminal Narrowing", "Right Neural Foraminal Narrowing",
    "Left Subarticular Stenosis", "Right Subarticular Stenosis"};

ConditionGroup group_of(Condition condition);

// As train.csv writes them, in the order of kClassNames.
inline constexpr std::array<std::string_view, kClasses> kClassTitles = {"Normal/Mild", "Moderate", "Severe"};

// Class probabilities: normal or mild, moderate, severe.
using Probabilities = std::array<double, kClasses>;

// The first one of those that are equal.
std::size_t most_probable_class(const Probabilities& probabilities);

// [level][condition]; empty where nobody could say.
using Grades = std::array<std::array<std::optional<Probabilities>, kConditions>, kLevels>;

// "<study>_<condition>_<level>", the submission's row_id.
std::string row_id(std::string_view study_id, Condition condition, int level);

}  // namespace lumbar
