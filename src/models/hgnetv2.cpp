#include "models/hgnetv2.h"

#include <algorithm>
#include <vector>

#include "nn/checkpoint.h"

namespace lumbar {

HgNetV2Impl::HgNetV2Impl(const HgNetV2Config& config)
    : stem_(register_module("stem", HgStem(config))),
      stages_(register_module("stages", torch::nn::Sequential())),
      head_(register_module("head", HgHead(config.stages.back().out, config))),
      checkpointing_(config.checkpointing) {
    const int last = std::max(1, config.block_count() - 1);
    int block = 0;
    for (const HgStageConfig& stage : config.stages) {
        std::vector<double> drop_path;
        for (int i = 0; i < stage.blocks; ++i) drop_path.push_back(config.drop_path * block++ / last);
        stages_->push_back(HgStage(stage, config.affine, drop_path));
    }
}

torch::Tensor HgNetV2Impl::forward(torch::Tensor images) {
    auto x = stem_->forward(images);
    for (const auto& child : stages_->children()) {
        auto* stage = child->as<HgStageImpl>();
        const auto compute = [stage](torch::Tensor input) { return stage->forward(input); };
        x = checkpointing_ ? checkpointed(compute, *stage, x) : compute(x);
    }
    return head_->forward(x);
}

}  // namespace lumbar
