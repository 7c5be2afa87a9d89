// Stage 1's net: locates ten points from the frames of a series.
#pragma once

#include <torch/torch.h>
#include <memory>

#include "core/keypoints.h"
#include "models/hgnetv2.h"
#include "nn/attention_pool.h"

namespace lumbar {

struct KeypointNetConfig {
    HgNetV2Config backbone;
    PoolKind pool = PoolKind::attention;
};

class KeypointNetImpl : public torch::nn::Module {
  public:
    explicit KeypointNetImpl(const KeypointNetConfig& config);
    // frames [B,S,1,H,W] in 0..1, mask [B,S] (true: a real frame) -> [B,20], relative to the image
    torch::Tensor forward(torch::Tensor frames, torch::Tensor mask);

    // forward() in two steps, for training that computes them in different precisions.
    torch::Tensor frame_features(torch::Tensor frames);                     // [B,S,1,H,W] -> [B,S,C]
    torch::Tensor find_points(torch::Tensor features, torch::Tensor mask);  // -> [B,20]

  private:
    HgNetV2 backbone_;
    std::shared_ptr<AttentionPoolImpl> attn_;
    torch::nn::Linear fc_;
};
TORCH_MODULE(KeypointNet);

// The net's answer [20] for one series: KeypointNumbers.
KeypointNumbers numbers_of(const torch::Tensor& answer);
torch::Tensor answer_of(const Keypoints& points);  // float32

}  // namespace lumbar
