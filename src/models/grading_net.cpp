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

torch::Tensor GradingNetImpl::forward(torch::Tensor discs, torch::Tensor mask) {
    const auto batch = discs.size(0), levels = discs.size(1), frames = discs.size(2);
    const auto disc_mask = mask.repeat_interleave(levels, 0);  // [B*V,S]
    auto features = backbone_->forward(discs.flatten(0, 2));   // [B*V*S,C]
    features = features.view({batch * levels, frames, -1});    // [B*V,S,C]
    std::vector<torch::Tensor> logits;
    for (Head& head : heads_) logits.push_back(head.fc->forward(head.attn->forward(features, disc_mask)));
    return torch::cat(logits, 1).view({batch, levels, -1, kClasses});  // [B,V,findings,3]
}

}  // namespace lumbar
