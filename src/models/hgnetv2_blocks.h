// The parts of PP-HGNetV2, with timm's names (hgnet.py).
#pragma once

#include <torch/torch.h>

#include <optional>
#include <vector>

#include "config/hgnetv2_config.h"
#include "nn/fused_conv.h"

namespace lumbar {

// scale * x + bias, one number each: timm's LearnableAffineBlock.
class AffineImpl : public torch::nn::Module {
  public:
    AffineImpl();
    torch::Tensor forward(torch::Tensor x);  // without gradients in place

  private:
    torch::Tensor scale_, bias_;
};
TORCH_MODULE(Affine);

struct ConvOptions {
    int kernel = 1, stride = 1, groups = 1;
    bool activation = true;
    bool affine = false;
};

// Convolution - batch norm - ReLU - affine.
class ConvBnActImpl : public torch::nn::Module {
  public:
    ConvBnActImpl(int in, int out, const ConvOptions& options);
    torch::Tensor forward(torch::Tensor x);  // [N,in,H,W] -> [N,out,H/stride,W/stride]

    // From now on one operation, for inference; convolution and norm are given up.
    void fuse(const ComputeOptions& compute);

  private:
    ConvOptions options_;
    torch::nn::Conv2d conv_;
    torch::nn::BatchNorm2d bn_;
    std::optional<FusedConv> fused_;
    Affine lab_{nullptr};
};
TORCH_MODULE(ConvBnAct);

// A pointwise, then a depthwise convolution.
class LightConvImpl : public torch::nn::Module {
  public:
    LightConvImpl(int in, int out, int kernel, bool affine);
    torch::Tensor forward(torch::Tensor x);

  private:
    ConvBnAct conv1_, conv2_;
};
TORCH_MODULE(LightConv);

class HgStemImpl : public torch::nn::Module {
  public:
    explicit HgStemImpl(const HgNetV2Config& config);
    torch::Tensor forward(torch::Tensor x);  // [N,in_channels,H,W] -> [N,stem_out,H/4,W/4]

  private:
    ConvBnAct stem1_{nullptr}, stem2a_{nullptr}, stem2b_{nullptr}, stem3_{nullptr}, stem4_{nullptr};
    torch::nn::MaxPool2d pool_;
};
TORCH_MODULE(HgStem);

// Stochastic depth (Huang et al. 2016, arXiv:1603.09382): in training each sample [N,...] becomes zero with
// this chance, the others are scaled by the inverse of their chance.
torch::Tensor drop_path(const torch::Tensor& x, double chance, bool training);

struct HgBlockOptions {
    bool is_first = true;  // of its stage: takes the stage's input, and no residual
    bool affine = false;
    double drop_path = 0;
};

// Layers in a row; the input and what every layer said are joined, then aggregated to `out` channels.
class HgBlockImpl : public torch::nn::Module {
  public:
    HgBlockImpl(const HgStageConfig& stage, const HgBlockOptions& options);
    torch::Tensor forward(torch::Tensor x);

  private:
    HgBlockOptions options_;
    torch::nn::ModuleList layers_;
    torch::nn::Sequential aggregation_;
    bool light_;
};
TORCH_MODULE(HgBlock);

class HgStageImpl : public torch::nn::Module {
  public:
    // `drop_path`: one chance a block.
    HgStageImpl(const HgStageConfig& stage, bool affine, const std::vector<double>& drop_path);
    torch::Tensor forward(torch::Tensor x);

  private:
    ConvBnAct downsample_{nullptr};
    torch::nn::Sequential blocks_;
};
TORCH_MODULE(HgStage);

class HgHeadImpl : public torch::nn::Module {
  public:
    HgHeadImpl(int in, const HgNetV2Config& config);
    torch::Tensor forward(torch::Tensor x);  // [N,in,H,W] -> [N,head_width]

  private:
    torch::nn::Sequential last_conv_;
    torch::nn::Dropout dropout_;
};
TORCH_MODULE(HgHead);

}  // namespace lumbar
