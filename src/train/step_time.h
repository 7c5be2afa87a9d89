// Times a training step on this machine, to foretell how long a run takes.
#pragma once

#include "nn/compute_options.h"
#include "train/trainer.h"

namespace lumbar {

// Seconds that one optimizer step of the run computes: forward, backward and AdamW on made-up samples.  A
// part of the batch is timed twice and the faster time counts, on a CPU a part of one sample, and is
// multiplied up to the whole batch.  Decoding, augmentation and validation are no part of it.
double time_step(const TrainingRun& run, const ComputeOptions& compute);

}  // namespace lumbar
