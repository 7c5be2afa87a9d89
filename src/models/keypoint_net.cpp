#include "models/keypoint_net.h"

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

Keypoints keypoints_of(const torch::Tensor& numbers) {
    const auto values = numbers.to(torch::kCPU, torch::kFloat64).contiguous();
    const double* value = values.data_ptr<double>();
    Keypoints points;
    for (auto& disc : points) {
        for (Point& point : disc) {
            point = {value[0], value[1]};
            value += 2;
        }
    }
    return points;
}

torch::Tensor numbers_of(const Keypoints& points) {
    std::vector<float> numbers;
    for (const auto& disc : points) {
        for (const Point& point : disc) {
            numbers.push_back(static_cast<float>(point.x));
            numbers.push_back(static_cast<float>(point.y));
        }
    }
    return torch::tensor(numbers);
}

}  // namespace lumbar
