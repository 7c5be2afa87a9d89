// Pools a sequence of frame features into one feature vector, by learned attention over the frames.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "nn/compute_options.h"

namespace lumbar {

struct PooledFrames {
    torch::Tensor features;   // [N,C]
    torch::Tensor attention;  // [N,S]: how much each frame counts; 1 in all, 0 for padding
};

// Linear - tanh - linear gives each frame a score; padded frames get none; softmax; weighted sum.
class AttentionPoolImpl : public torch::nn::Module {
  public:
    explicit AttentionPoolImpl(std::int64_t width);
    // frames [N,S,C], mask [N,S] (true: a real frame)
    virtual PooledFrames attend(torch::Tensor frames, torch::Tensor mask);
    // The same, its features alone -> [N,C]
    torch::Tensor forward(torch::Tensor frames, torch::Tensor mask);
    // From now on large matrix products are computed there and so, for inference; the answer stays float32.
    virtual void compute_in(const ComputeOptions& compute);

  protected:
    std::optional<torch::ScalarType> precision_;  // of large matrix products; none: their own, or autocast's

  private:
    torch::nn::Sequential attn_;
};

// How a net pools its frames; the "attn_type" of a weights file.
enum class PoolKind { attention, attention_lstm };

std::shared_ptr<AttentionPoolImpl> make_pool(PoolKind kind, std::int64_t width);

}  // namespace lumbar
