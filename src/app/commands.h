// One function a command, one file each.
#pragma once

#include "config/options.h"

namespace lumbar {

void run(const ShowText& options);
void run(const ShowVersion&);
void run(const PredictOptions& options);
void run(const GradeFoldersOptions& options);
void run(const MergeOptions& options);
void run(const PrepareOptions& options);
void run(const TrainOptions& options);
void run(const EvaluateOptions& options);
void run(const InspectOptions& options);
void run(const ConvertOptions& options);
void run(const SynthOptions& options);
void run(const DenoiseOptions& options);
void run(const CalibrateOptions& options);
void run(const FoldsOptions& options);
void run(const CheckOptions& options);

}  // namespace lumbar
