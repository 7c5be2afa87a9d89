// Competition data and weights in, submission.csv out.
#pragma once

#include <cstddef>

#include "config/options.h"
#include "pipeline/study_work.h"

namespace lumbar {

struct PredictSummary : StudyWork {
    std::size_t studies = 0;
    std::size_t rows = 0, rows_from_priors = 0;
    double total_s = 0;
};

// Memory holds the nets of each device and four studies a GPU or two a CPU, however many there are.  A series
// that fails is logged and left out; rows that nobody could grade get class priors. Throws Error if the
// arguments, the CSV or the weights are unusable; then nothing is written.
PredictSummary predict(const PredictOptions& options);

}  // namespace lumbar
