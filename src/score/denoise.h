// Lists the labels that an ensemble's out-of-fold predictions contradict too strongly to be believed (the
// idea of confident learning: https://arxiv.org/abs/1911.00068).
#pragma once

#include <map>
#include <string>

#include "competition/label_list.h"
#include "competition/labels.h"
#include "core/grades.h"

namespace lumbar {

// A label's distance is the largest absolute difference between its one-hot row and the prediction, which is
// 1 - p[label]; it is noisy if that exceeds `threshold`.  `predictions` by row_id; a label without one stays.
// By study, level and condition.
LabelList find_noisy_labels(const std::map<std::string, StudyLabels>& labels,
                            const std::map<std::string, Probabilities>& predictions, double threshold);

}  // namespace lumbar
