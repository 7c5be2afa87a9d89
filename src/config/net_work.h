// Counts the multiplications (each with its addition) that a net takes.
#pragma once

#include <cstdint>
#include <vector>

#include "config/hgnetv2_config.h"

namespace lumbar {

// For one square image of `size` px.
std::int64_t backbone_macs(const HgNetV2Config& net, int size);

// What follows the backbone, for one disc of `frames` frames: `head_outputs` has the outputs of each head.
std::int64_t head_macs(const HgNetV2Config& net, bool has_lstm, const std::vector<int>& head_outputs,
                       int frames);

}  // namespace lumbar
