// Stage 2's net: grades each disc from its frames, three class scores for each finding.  One shared backbone,
// and a sequence head for each group of findings.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "models/hgnetv2.h"
#include "nn/attention_pool.h"

namespace lumbar {

struct GradingNetConfig {
    HgNetV2Config backbone;
    PoolKind pool = PoolKind::attention_lstm;
    std::vector<int> head_findings;  // {2}: one head for two findings; {1, 2, 2}: three heads
};

class GradingNetImpl : public torch::nn::Module {
  public:
    explicit GradingNetImpl(const GradingNetConfig& config);
    // discs [B,V,S,1,H,W] in 0..1, mask [B,S] (true: a real frame) -> logits [B,V,findings,3], heads in order
    torch::Tensor forward(torch::Tensor discs, torch::Tensor mask);

    // forward() in three steps, N = B*V discs, for training that mixes features in between.
    torch::Tensor frame_features(torch::Tensor discs);  // [B,V,S,1,H,W] -> [N,S,C]
    // One head's view of the frames; mask [N,S]
    PooledFrames attend(std::size_t head, torch::Tensor features, torch::Tensor mask);
    // The same, its features alone -> [N,C]
    torch::Tensor pool(std::size_t head, torch::Tensor features, torch::Tensor mask);
    // [N,C] for each head -> logits [N,findings,3]
    torch::Tensor classify(const std::vector<torch::Tensor>& pooled);
    std::size_t head_count() const { return heads_.size(); }

  private:
    struct Head {
        std::shared_ptr<AttentionPoolImpl> attn;
        torch::nn::Linear fc;
    };

    HgNetV2 backbone_;
    std::vector<Head> heads_;
};
TORCH_MODULE(GradingNet);

}  // namespace lumbar
