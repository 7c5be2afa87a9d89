#include "config/net_work.h"

namespace lumbar {
namespace {

std::int64_t halved(std::int64_t extent) {
    return (extent + 1) / 2;
}

// A convolution's, for each pixel that it computes.
std::int64_t conv(std::int64_t in, std::int64_t out, std::int64_t kernel) {
    return in * out * kernel * kernel;
}

std::int64_t block_macs(const HgStageConfig& stage, bool is_first) {
    const std::int64_t block_in = is_first ? stage.in : stage.out;
    std::int64_t macs = 0;
    for (int layer = 0; layer < stage.layers; ++layer) {
        const std::int64_t in = layer == 0 ? block_in : stage.mid;
        macs += stage.light ? conv(in, stage.mid, 1) + conv(1, stage.mid, stage.kernel)
                            : conv(in, stage.mid, stage.kernel);
    }
    const std::int64_t joined = block_in + std::int64_t{stage.layers} * stage.mid, half = stage.out / 2;
    return macs + conv(joined, half, 1) + conv(half, stage.out, 1);
}

}  // namespace

std::int64_t backbone_macs(const HgNetV2Config& net, int size) {
    const std::int64_t mid = net.stem_mid;
    std::int64_t extent = halved(size);
    std::int64_t macs = extent * extent * (conv(1, mid, 3) + conv(mid, mid / 2, 2) + conv(mid / 2, mid, 2));
    extent = halved(extent);
    macs += extent * extent * (conv(2 * mid, mid, 3) + conv(mid, net.stem_out, 1));
    for (const HgStageConfig& stage : net.stages) {
        if (stage.downsample) {
            extent = halved(extent);
            macs += extent * extent * conv(1, stage.in, 3);
        }
        for (int block = 0; block < stage.blocks; ++block)
            macs += extent * extent * block_macs(stage, block == 0);
    }
    return macs + conv(net.stages.back().out, net.head_width, 1);
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
