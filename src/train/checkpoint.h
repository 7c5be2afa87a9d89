// The whole state of a training run in one file, written whole or not at all: what `--resume` goes on from.
#pragma once

#include <torch/torch.h>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "files/json.h"
#include "optim/adamw.h"
#include "optim/loss_scaler.h"
#include "optim/weight_average.h"
#include "report/history.h"

namespace lumbar {

// What changes from step to step, apart from tensors.  All random numbers of a step follow from the run's
// seed and the step's number, so the step is the random state too.
struct TrainingState {
    std::int64_t step = 0;           // steps done
    std::int64_t skipped_steps = 0;  // for gradients that were not finite
    int bad_steps_in_a_row = 0;
    std::optional<double> best;  // of the deciding metric
    std::int64_t best_step = 0;
    Json best_metrics = Json::object();
    double interval_loss = 0;  // summed since the last validation
    std::int64_t interval_steps = 0;
    History history;
};

// The pieces that a checkpoint is made of and put back into.
struct TrainingParts {
    torch::nn::Module& net;
    AdamW& optimizer;
    WeightAverage& average;
    LossScaler& scaler;
    TrainingState& state;
};

// `run` says what is trained and how; a checkpoint of another run does not fit.
void save_checkpoint(const std::filesystem::path& path, const TrainingParts& parts, const Json& run);

// Throws Error (weights) if the file is damaged or of another run, naming what differs.
void load_checkpoint(const std::filesystem::path& path, const TrainingParts& parts, const Json& run);

}  // namespace lumbar
