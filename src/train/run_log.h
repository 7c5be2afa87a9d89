// Logs the numbers of a run as they come in: metrics.csv, curves.svg, TensorBoard's events and lines for the
// terminal.
#pragma once

#include <memory>
#include <string>

#include "report/event_file.h"
#include "report/history.h"
#include "train/run_folder.h"
#include "train/task.h"

namespace lumbar {

struct StepNumbers {
    double loss = 0;  // mean over the batch
    double norm = 0;  // of all gradients, before clipping
    double lr = 0;
    bool taken = true;  // false: not finite, left out
};

class RunLog {
  public:
    // Adds to `history`, which belongs to the run's state; `first_step` is the first that will come.
    RunLog(const RunFolder& folder, History& history, std::int64_t first_step);

    void add_step(std::int64_t step, double epoch, const StepNumbers& numbers, double clip_norm);
    // Validated: writes every file, and prints a table of these metrics beside the best ones.
    void add_validation(std::int64_t step, double epoch, double mean_loss, const Metrics& metrics,
                        const Json& best_metrics, std::int64_t best_step);
    void write_files();

  private:
    void add(std::int64_t step, double epoch, const std::string& name, double value);

    const RunFolder& folder_;
    History& history_;
    EventFile events_;
};

}  // namespace lumbar
