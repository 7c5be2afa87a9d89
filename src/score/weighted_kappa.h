// Computes Cohen's kappa with quadratic weights: agreement beyond chance, where two classes off counts four
// times as much as one.
#pragma once

#include "score/confusion.h"

namespace lumbar {

// 1 - sum((i-j)^2 observed) / sum((i-j)^2 expected from the margins), as scikit-learn's cohen_kappa_score.
// NaN without rows and where labels and grades are one and the same class throughout: chance explains that in
// full.
double quadratic_kappa(const ConfusionMatrix& matrix);

}  // namespace lumbar
