// Lists a backbone's 3x3 convolutions of stride 1 and one group, for which there are several algorithms.
#pragma once

#include <vector>

#include "config/hgnetv2_config.h"

namespace lumbar {

struct PlainConv {
    int in = 0, out = 0;  // channels
    int side_px = 0;      // of what goes in and comes out
    int count = 0;        // how many of them the net has

    bool operator==(const PlainConv&) const = default;
};

// For square images of `size` px; each kind once.
std::vector<PlainConv> plain_convs(const HgNetV2Config& net, int size);

}  // namespace lumbar
