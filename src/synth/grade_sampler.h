// Draws the grades of one study, as frequent as in the competition's training set.
#pragma once

#include <optional>

#include "base/random.h"
#include "core/findings.h"

namespace lumbar {

// Class of every finding: 0 normal or mild, 1 moderate, 2 severe.
using GradeSheet = FindingTable<int>;

// The same as somebody wrote it down: here and there a finding is blank.
using LabelSheet = FindingTable<std::optional<int>>;

// Studies differ in how bad they are, and so do levels within a study; sides resemble each other.
GradeSheet sample_grades(Random& random);

LabelSheet blank_labels(const GradeSheet& grades, double missing_share, Random& random);

}  // namespace lumbar
