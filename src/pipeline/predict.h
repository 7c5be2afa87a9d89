// Competition data and weights in, submission.csv out: the only file that knows the order of the stages.
#pragma once

#include <cstddef>

#include "config/options.h"

namespace lumbar {

struct PredictSummary {
    std::size_t studies = 0;
    std::size_t series_read = 0, series_failed = 0;
    std::size_t rows = 0, rows_from_priors = 0;
    double read_s = 0, locate_s = 0, crop_s = 0, grade_s = 0, total_s = 0;
};

// One study after another, the next one being read meanwhile: memory holds the nets and two studies, however
// many there are.  A series that fails is logged and left out; rows that nobody could grade get class priors.
// Throws Error if the arguments, the CSV or the weights are unusable; then nothing is written.
PredictSummary predict(const PredictOptions& options);

}  // namespace lumbar
