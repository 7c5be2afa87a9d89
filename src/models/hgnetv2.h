// PP-HGNetV2, the backbone: computes one feature vector for each image.  Parameter names equal timm's
// hgnet.py, without head.fc.
#pragma once

#include <torch/torch.h>

#include "config/hgnetv2_config.h"
#include "models/hgnetv2_blocks.h"

namespace lumbar {

class HgNetV2Impl : public torch::nn::Module {
  public:
    explicit HgNetV2Impl(const HgNetV2Config& config);
    torch::Tensor forward(torch::Tensor images);  // [N,in_channels,H,W] -> [N,head_width]

  private:
    HgStem stem_;
    torch::nn::Sequential stages_;
    HgHead head_;
    bool checkpointing_;
};
TORCH_MODULE(HgNetV2);

}  // namespace lumbar
