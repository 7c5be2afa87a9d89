#include "models/keypoint_net.h"

#include <algorithm>

#include <vector>

namespace lumbar {

KeypointNetImpl::KeypointNetImpl(const KeypointNetConfig& config)
    : backbone_(register_module("backbone", HgNetV2(config.backbone))),
      attn_(register_module("attn", make_pool(config.pool, config.backbone.head_width))),
      fc_(register_module("fc", torch::nn::Linear(config.backbone.head_width, kKeypointNumbers))) {}

torch::Tensor KeypointNetImpl::frame_features(torch::Tensor frames) {
    const auto features = backbone_->forward(frames.flatten(0, 1));  // [B*S,C]
    return features.view({frames.size(0), frames.size(1), -1});
}

torch::Tensor KeypointNetImpl::find_points(torch::Tensor features, torch::Tensor mask) {
    return torch::sigmoid(fc_->forward(attn_->forward(features, mask)));
}

torch::Tensor KeypointNetImpl::forward(torch::Tensor frames, torch::Tensor mask) {
    return find_points(frame_features(frames), mask);
}

KeypointNumbers numbers_of(const torch::Tensor& answer) {
    const auto values = answer.to(torch::kCPU, torch::kFloat32).contiguous();
    KeypointNumbers numbers;
    std::copy_n(values.data_ptr<float>(), numbers.size(), numbers.begin());
    return numbers;
}

torch::Tensor answer_of(const Keypoints& points) {
    const KeypointNumbers numbers = numbers_of(points);
    return torch::tensor(torch::ArrayRef<float>(numbers.data(), numbers.size()));
}

}  // namespace lumbar
