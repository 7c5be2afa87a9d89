// Draws the grades of one study, as frequent as in the competition's training set.
#pragma once

#include <array>
#include <optional>

#include "base/random.h"
#include "core/grades.h"

namespace lumbar {

// Class (0 normal or mild, 1 moderate, 2 severe) of every finding: [level][condition].
using GradeSheet = std::array<std::array<int, kConditions>, kLevels>;

// The same as somebody wrote it down: here and there a finding is blank.
using LabelSheet = std::array<std::array<std::optional<int>, kConditions>, kLevels>;

// Studies differ in how bad they are, and so do levels within a study; sides resemble each other.
GradeSheet sample_grades(Random& random);

LabelSheet blank_labels(const GradeSheet& grades, double missing_share, Random& random);

}  // namespace lumbar
