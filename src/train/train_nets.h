// Trains the nets of a weights folder from competition data, one after another, each in its own run.
#pragma once

#include <string>
#include <vector>

#include "train/train_options.h"
#include "train/trainer.h"

namespace lumbar {

// One for each recipe and fold asked for, its settings resolved: the solution's, changed by --config, then by
// --set and its kin.  Throws Error (usage) for an unknown recipe or setting and for flags that exclude
// each other.
std::vector<TrainingRun> plan_runs(const TrainOptions& options);

// The runs of a plan with all their settings, and what each takes, after the checks that training begins with
// (train/check_start.h).  Nothing is written.
Json plan_json(const TrainOptions& options);

struct TrainedNet {
    std::string name;
    bool was_finished = false;  // before; nothing was done
    std::size_t unused = 0;     // samples without crops
    TrainingOutcome outcome;
};

// Throws Error if the arguments, the data or the cache are unusable, or as Trainer::run.  What is finished
// stays.
std::vector<TrainedNet> train_nets(const TrainOptions& options);

}  // namespace lumbar
