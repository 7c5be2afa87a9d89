// Fits the temperature that calibrates predictions, and measures how well calibrated they are.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/grades.h"

namespace lumbar {

struct LabelledRow {
    Probabilities probabilities{};
    int label = 0;  // index of the class
    int fold = 0;   // of the study
};

// Both with the competition's weight of each row's label (score/metric.h).
struct CalibrationQuality {
    double log_loss = 0;
    // Expected calibration error: the mean distance between the probability of the most probable class and
    // the share of rows that it is right in, over ten equal ranges of that probability.
    double error = 0;
};

struct FittedTemperature {
    double temperature = 1;
    // `after`: each fold with the temperature fitted on the others.
    CalibrationQuality before, after;
};

// The temperature of the least weighted log loss, which is 1 if the held-out folds do not gain by it.  Throws
// Error (data) unless the rows are of at least two folds.
FittedTemperature fit_temperature(std::span<const LabelledRow> rows);

CalibrationQuality calibration_quality(std::span<const LabelledRow> rows);

}  // namespace lumbar
