// Computes the class probabilities that labels give without any image.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "competition/labels.h"
#include "score/metric.h"

namespace lumbar {

// Both sides of a finding have the same.
using ClassPriors = FindingTable<Probabilities>;

// Of all constant predictions the one with the smallest weighted log loss on these labels: the classes'
// shares of the weight (1/2/4 a row), by level and kind of finding, left and right pooled.  (The loss is
// -sum_c w_c n_c log p_c; under sum p_c = 1 Lagrange gives p_c ~ w_c n_c.)
// A class that has no row counts as one row: these labels would give it 0, and where it does turn up a 0
// costs 36 nats a row, which would drown whatever the prior is compared with.
ClassPriors fit_class_priors(const std::vector<StudyLabels>& labels);
ClassPriors fit_class_priors(const std::map<std::string, StudyLabels>& labels);  // by study, as read

// The same studies with the prior's predictions.
std::vector<ScoredStudy> predicted_by(const ClassPriors& priors, std::vector<ScoredStudy> studies);

}  // namespace lumbar
