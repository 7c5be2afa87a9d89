// Logs the numbers of a run as they come in: metrics.csv, curves.html, TensorBoard's events and lines for the
// terminal.
#pragma once

#include <cstdint>
#include <string>

#include "base/timer.h"
#include "report/curves.h"
#include "report/event_file.h"
#include "train/checkpoint.h"
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
    // Adds to the history of `state`, which says where the run stands; `first_step` is the first that will
    // come.
    RunLog(const RunFolder& folder, TrainingState& state, CurvesRun run, std::int64_t first_step);
    // curves.html says that the run has ended, however it did.
    ~RunLog();
    RunLog(const RunLog&) = delete;
    RunLog& operator=(const RunLog&) = delete;

    // Also writes curves.html where that was last done some seconds ago.
    void add_step(std::int64_t step, double epoch, const StepNumbers& numbers, double clip_norm);
    // Validated: writes every file, and prints a table of these metrics beside the best ones.
    void add_validation(std::int64_t step, double epoch, double mean_loss, const Metrics& metrics,
                        const Json& best_metrics, std::int64_t best_step);
    void write_files();

  private:
    void add(std::int64_t step, double epoch, const std::string& name, double value);
    void write_page(bool running);

    const RunFolder& folder_;
    TrainingState& state_;
    CurvesRun run_;
    EventFile events_;
    Timer since_page_;
};

}  // namespace lumbar
