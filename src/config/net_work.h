// Lists the convolutions of a net and counts the multiplications (each with its addition) that it takes.
#pragma once

#include <cstdint>
#include <vector>

#include "config/hgnetv2_config.h"

namespace lumbar {

struct BackboneConv {
    int in = 0, out = 0;  // channels
    int kernel = 1;
    int side_px = 1;  // of what comes out
    int stride = 1, groups = 1;

    std::int64_t macs() const;
};

// In the order in which they are computed, for one square image of `size` px.
std::vector<BackboneConv> backbone_convs(const HgNetV2Config& net, int size);

// Of all of them.
std::int64_t backbone_macs(const HgNetV2Config& net, int size);

// What follows the backbone, for one disc of `frames` frames: `head_outputs` has the outputs of each head.
std::int64_t head_macs(const HgNetV2Config& net, bool has_lstm, const std::vector<int>& head_outputs,
                       int frames);

}  // namespace lumbar
