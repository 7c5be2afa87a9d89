// Trains the net of a task: the loop that all nets share.
#pragma once

#include <torch/torch.h>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nn/replicas.h"
#include "optim/schedule.h"
#include "train/batch_loader.h"
#include "train/checkpoint.h"
#include "train/run_folder.h"
#include "train/run_log.h"
#include "train/sample_order.h"
#include "train/task.h"
#include "train/training_settings.h"

namespace lumbar {

struct TrainingRun {
    NetFile net;
    TrainingSettings settings;
    std::uint64_t seed = 0;
    bool resume = false;
    Json sources = Json::object();  // what it is trained on: a state of another source does not fit
    Json start = Json::object();    // the files that its first weights are from, for the record
    std::string note;               // goes into the metadata of the weights
};

struct TrainingOutcome {
    std::int64_t steps = 0, skipped_steps = 0;
    Json metrics = Json::object();  // of the weights that were kept
    double seconds = 0;
};

class Trainer {
  public:
    // Throws Error (usage) if the batch cannot be shared out as asked for.
    Trainer(Task& task, const TrainingRun& run, const RunFolder& folder, const ComputeOptions& compute,
            Replicas& replicas);

    // From the first step, or from the folder's state.  Validates and saves every `validate_every` steps;
    // keeps the weights of the best validation, the last ones where nothing is held out.  A step whose loss
    // or gradients are not finite is left out and counted.  Throws Error: data after ten such steps in a row,
    // interrupted or terminated on a signal (all saved before), output if saving fails, usage if replicas
    // would go on from different steps.
    TrainingOutcome run();

  private:
    void begin();
    void require_same_step() const;
    StepNumbers take_step(BatchLoader& loader);
    torch::Tensor accumulate_gradients(BatchLoader& loader);
    void count_bad_step();
    void validate(std::optional<RunLog>& log);
    void write_settings() const;
    void write_metadata(bool finished) const;
    void save();
    void finish();
    void stop_if_asked();
    bool has_stalled() const;
    bool is_first() const { return replicas_.rank() == 0; }
    double epoch() const;
    CurvesRun curves_run() const;
    TrainingParts parts();
    Json description() const;

    Task& task_;
    const TrainingRun& run_;
    const RunFolder& folder_;
    ComputeOptions compute_;
    Replicas& replicas_;
    SampleOrder order_;
    Schedule schedule_;
    AdamW optimizer_;
    WeightAverage average_;
    LossScaler scaler_;
    TrainingState state_;
};

}  // namespace lumbar
