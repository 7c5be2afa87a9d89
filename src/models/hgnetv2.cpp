#include "models/hgnetv2.h"

namespace lumbar {

HgNetV2Impl::HgNetV2Impl(const HgNetV2Config& config)
    : stem_(register_module("stem", HgStem(config))),
      stages_(register_module("stages", torch::nn::Sequential())),
      head_(register_module("head", HgHead(config.stages.back().out, config))) {
    for (const HgStageConfig& stage : config.stages) stages_->push_back(HgStage(stage, config.affine));
}

torch::Tensor HgNetV2Impl::forward(torch::Tensor images) {
    return head_->forward(stages_->forward(stem_->forward(images)));
}

}  // namespace lumbar
