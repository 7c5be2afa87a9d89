// Grades a list of studies into a submission: the `predict` command.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "base/error.h"
#include "competition/status_file.h"
#include "pipeline/predict_options.h"
#include "pipeline/study_work.h"

namespace lumbar {

struct PredictSummary : StudyWork {
    std::size_t studies = 0, resumed = 0;        // listed; of these, graded by the run that was stopped
    std::map<StudyState, std::size_t> states;    // studies
    std::map<std::string, std::size_t> reasons;  // studies: why rows are class priors, or what was left out
    std::size_t rows = 0, rows_from_priors = 0;
    std::optional<ExitCode> stopped_by;  // a signal
    double total_s = 0;
};

// Memory holds the nets of each device and four studies a GPU or two a CPU, however many there are.  A series
// that fails is logged and left out; rows that nobody could grade get class priors.
//
// That the output can be written is checked first.  From the moment that the nets are loaded a complete
// submission is on disk: class priors at first, replaced as studies are graded; beside it NAME.status.csv
// (competition/status_file.h) and, until every study is graded, a journal.  An output that is no plain file
// is written once, at the end, alone.  SIGINT, SIGTERM and options.deadline_s end the run early.  With a
// deadline the ensemble is thinned (pipeline/thinning.h) if it would not be met.
//
// Throws Error if the arguments, the CSV or the weights are unusable; then nothing is written.
PredictSummary predict(const PredictOptions& options);

}  // namespace lumbar
