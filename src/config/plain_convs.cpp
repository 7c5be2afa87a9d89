#include "config/plain_convs.h"

#include <algorithm>

namespace lumbar {
namespace {

int halved(int extent) {
    return (extent + 1) / 2;
}

void add(std::vector<PlainConv>& convs, PlainConv conv) {
    const auto same = std::find_if(convs.begin(), convs.end(), [&](const PlainConv& other) {
        return other.in == conv.in && other.out == conv.out && other.side_px == conv.side_px;
    });
    if (same == convs.end()) {
        convs.push_back(conv);
    } else {
        same->count += conv.count;
    }
}

}  // namespace

std::vector<PlainConv> plain_convs(const HgNetV2Config& net, int size) {
    std::vector<PlainConv> convs;
    int side = halved(halved(size));  // behind the stem
    for (const HgStageConfig& stage : net.stages) {
        if (stage.downsample) side = halved(side);
        if (stage.light || stage.kernel != 3) continue;
        for (int block = 0; block < stage.blocks; ++block) {
            add(convs, {block == 0 ? stage.in : stage.out, stage.mid, side, 1});
            if (stage.layers > 1) add(convs, {stage.mid, stage.mid, side, stage.layers - 1});
        }
    }
    return convs;
}

}  // namespace lumbar
