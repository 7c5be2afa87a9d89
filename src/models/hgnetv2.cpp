#include "models/hgnetv2.h"

#include <algorithm>
#include <vector>

namespace lumbar {

HgNetV2Impl::HgNetV2Impl(const HgNetV2Config& config)
    : stem_(register_module("stem", HgStem(config))),
      stages_(register_module("stages", torch::nn::Sequential())),
      head_(register_module("head", HgHead(config.stages.back().out, config))) {
    const int last = std::max(1, config.block_count() - 1);
    int block = 0;
    for (const HgStageConfig& stage : config.stages) {
        std::vector<double> drop_path;
        for (int i = 0; i < stage.blocks; ++i) drop_path.push_back(config.drop_path * block++ / last);
        stages_->push_back(HgStage(stage, config.affine, drop_path));
    }
}

torch::Tensor HgNetV2Impl::forward(torch::Tensor images) {
    return head_->forward(stages_->forward(stem_->forward(images)));
}

}  // namespace lumbar
