// Loads nets into LibTorch, ready for inference, and sorts them by what they are asked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/study.h"
#include "models/ensemble.h"
#include "models/grading_net.h"
#include "models/keypoint_net.h"
#include "models/registry.h"
#include "nn/compute_options.h"

namespace lumbar {

struct LoadedNets {
    std::map<SeriesKind, Ensemble<KeypointNet>> locators;
    std::map<std::string, Ensemble<GradingNet>> graders;  // by the recipe's name
};

// Adds one net.  Throws Error (weights) if it is damaged.
void load_net(LoadedNets& nets, const NetFile& file, const ComputeOptions& compute);

// How many nets are loaded at once; each needs twice its memory until it is laid out for inference.
inline constexpr int kNetsAtOnce = 4;

// Loads all nets, at most `at_once` and at most one per thread at a time, and shows progress.  Throws Error
// (weights) if a net is damaged.
LoadedNets load_nets(const std::vector<NetFile>& files, const ComputeOptions& compute,
                     int at_once = kNetsAtOnce);

}  // namespace lumbar
