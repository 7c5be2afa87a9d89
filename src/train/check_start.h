// Finds what would end a training run later, before its data are decoded, and foretells what it takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/study.h"
#include "train/train_options.h"
#include "train/trainer.h"
#include "train/training_set.h"

namespace lumbar {

struct RunForecast {
    std::size_t samples = 0;        // at most: which series have points is seen when they are decoded
    std::int64_t steps = 0;         // with so many samples
    std::uintmax_t disk_bytes = 0;  // of the best and the last weights and the state
};

RunForecast forecast(const TrainingRun& run, const TrainingLists& lists,
                     const std::vector<StudyEntry>& studies);

// Throws Error: usage or data if a run's fold has no studies, weights if the file of --pretrained or --init
// does not fit a run's net, output if the disk has no room for what the unfinished runs write.
void check_start(const TrainOptions& options, const std::vector<TrainingRun>& runs,
                 const TrainingLists& lists);

}  // namespace lumbar
