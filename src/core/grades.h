// Grades of a study's findings: three classes and their probabilities.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/findings.h"

namespace lumbar {

inline constexpr int kClasses = 3;
inline constexpr std::array<std::string_view, kClasses> kClassNames = {"normal_mild", "moderate", "severe"};
// As train.csv writes them, in the same order.
inline constexpr std::array<std::string_view, kClasses> kClassTitles = {"Normal/Mild", "Moderate", "Severe"};

// Weight of a row in the competition's score, by its label.
inline constexpr std::array<double, kClasses> kClassWeights = {1, 2, 4};

// Class probabilities: normal or mild, moderate, severe.
using Probabilities = std::array<double, kClasses>;

// The first one of those that are equal.
std::size_t most_probable_class(const Probabilities& probabilities);

// Empty where nobody could say.
using Grades = FindingTable<std::optional<Probabilities>>;

}  // namespace lumbar
