#include "models/keypoint_net.h"

namespace lumbar {

KeypointNetImpl::KeypointNetImpl(const KeypointNetConfig& config)
    : backbone_(register_module("backbone", HgNetV2(config.backbone))),
      attn_(register_module("attn", make_pool(config.pool, config.backbone.head_width))),
      fc_(register_module("fc", torch::nn::Linear(config.backbone.head_width, kKeypointOutputs))) {}

torch::Tensor KeypointNetImpl::forward(torch::Tensor frames, torch::Tensor mask) {
    auto features = backbone_->forward(frames.flatten(0, 1));             // [B*S,C]
    features = features.view({frames.size(0), frames.size(1), -1});       // [B,S,C]
    return torch::sigmoid(fc_->forward(attn_->forward(features, mask)));  // [B,20]
}

}  // namespace lumbar
