#include "config/net_work.h"

namespace lumbar {
namespace {

// What a stride of 2 leaves of a side.
int halved(int side_px) {
    return (side_px + 1) / 2;
}

void add_block(std::vector<BackboneConv>& convs, const HgStageConfig& stage, int in, int side_px) {
    for (int layer = 0; layer < stage.layers; ++layer) {
        const int layer_in = layer == 0 ? in : stage.mid;
        if (stage.light) {
            convs.push_back({layer_in, stage.mid, 1, side_px});
            convs.push_back({stage.mid, stage.mid, stage.kernel, side_px, 1, stage.mid});
        } else {
            convs.push_back({layer_in, stage.mid, stage.kernel, side_px});
        }
    }
    const int joined = in + stage.layers * stage.mid, half = stage.out / 2;
    convs.push_back({joined, half, 1, side_px});
    convs.push_back({half, stage.out, 1, side_px});
}

}  // namespace

std::int64_t BackboneConv::macs() const {
    return std::int64_t{side_px} * side_px * (in / groups) * out * kernel * kernel;
}

std::vector<BackboneConv> backbone_convs(const HgNetV2Config& net, int size) {
    const int mid = net.stem_mid;
    int side = halved(size);
    std::vector<BackboneConv> convs = {
        {net.in_channels, mid, 3, side, 2}, {mid, mid / 2, 2, side}, {mid / 2, mid, 2, side}};
    side = halved(side);
    convs.push_back({2 * mid, mid, 3, side, 2});
    convs.push_back({mid, net.stem_out, 1, side});
    for (const HgStageConfig& stage : net.stages) {
        if (stage.downsample) {
            side = halved(side);
            convs.push_back({stage.in, stage.in, 3, side, 2, stage.in});
        }
        for (int block = 0; block < stage.blocks; ++block) {
            add_block(convs, stage, block == 0 ? stage.in : stage.out, side);
        }
    }
    convs.push_back({net.stages.back().out, net.head_width});
    return convs;
}

std::int64_t backbone_macs(const HgNetV2Config& net, int size) {
    std::int64_t macs = 0;
    for (const BackboneConv& conv : backbone_convs(net, size)) macs += conv.macs();
    return macs;
}

std::int64_t head_macs(const HgNetV2Config& net, bool has_lstm, const std::vector<int>& head_outputs,
                       int frames) {
    const std::int64_t width = net.head_width, hidden = width / 2;
    constexpr std::int64_t kDirections = 2, kGates = 4;
    const std::int64_t lstm = has_lstm ? kDirections * kGates * hidden * (width + hidden) : 0;
    const std::int64_t attention = width * width + 2 * width;  // linear, score and weighted sum
    std::int64_t macs = 0;
    for (const int outputs : head_outputs) macs += frames * (lstm + attention) + width * outputs;
    return macs;
}

}  // namespace lumbar
