// What to say where nobody could look: the class prior that minimises the competition's weighted log loss.
#pragma once

#include "core/grades.h"

namespace lumbar {

// From the labels of train.csv, by kind of finding and level (docs/pipeline.md, "Votes and submission").
Probabilities class_prior(const Finding& finding);

}  // namespace lumbar
