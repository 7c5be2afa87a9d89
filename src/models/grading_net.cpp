#include "models/grading_net.h"

#include <string>

#include "core/grades.h"

namespace lumbar {

// One head is "attn" and "fc"; several are "attn1", "fc1", "attn2" ...: the solution's names.
GradingNetImpl::GradingNetImpl(const GradingNetConfig& config)
    : backbone_(register_module("backbone", HgNetV2(config.backbone))) {
    const int width = config.backbone.head_width;
    const std::size_t count = config.head_findings.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = count == 1 ? "" : std::to_string(i + 1);
        auto attn = register_module("attn" + number, make_pool(config.pool, width));
        auto fc =
            register_module("fc" + number, torch::nn::Linear(width, config.head_findings[i] * kClasses));
        heads_.push_back({std::move(attn), std::move(fc)});
    }
}

torch::Tensor GradingNetImpl::frame_features(torch::Tensor discs) {
    const auto features = backbone_->forward(discs.flatten(0, 2));             // [B*V*S,C]
    return features.view({discs.size(0) * discs.size(1), discs.size(2), -1});  // [B*V,S,C]
}

PooledFrames GradingNetImpl::attend(std::size_t head, torch::Tensor features, torch::Tensor mask) {
    return heads_[head].attn->attend(features, mask);
}

torch::Tensor GradingNetImpl::pool(std::size_t head, torch::Tensor features, torch::Tensor mask) {
    return heads_[head].attn->forward(features, mask);
}

torch::Tensor GradingNetImpl::classify(const std::vector<torch::Tensor>& pooled) {
    std::vector<torch::Tensor> logits;
    for (std::size_t i = 0; i < heads_.size(); ++i) logits.push_back(heads_[i].fc->forward(pooled[i]));
    return torch::cat(logits, 1).view({pooled.front().size(0), -1, kClasses});
}

torch::Tensor GradingNetImpl::forward(torch::Tensor discs, torch::Tensor mask) {
    const auto features = frame_features(discs);                      // [B*V,S,C]
    const auto disc_mask = mask.repeat_interleave(discs.size(1), 0);  // [B*V,S]
    std::vector<torch::Tensor> pooled;
    for (std::size_t i = 0; i < heads_.size(); ++i) pooled.push_back(pool(i, features, disc_mask));
    return classify(pooled).unflatten(0, {discs.size(0), discs.size(1)});  // [B,V,findings,3]
}

}  // namespace lumbar
