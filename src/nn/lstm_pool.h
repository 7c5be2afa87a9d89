// Pools a sequence of frame features into one feature vector: a bidirectional LSTM, then attention over
// frames.
#pragma once

#include <torch/torch.h>
#include <cstdint>

#include "nn/attention_pool.h"

namespace lumbar {

class LstmPoolImpl : public AttentionPoolImpl {
  public:
    explicit LstmPoolImpl(std::int64_t width);
    // The LSTM reads padded frames too; only the attention skips them.
    PooledFrames attend(torch::Tensor frames, torch::Tensor mask) override;
    void compute_in(const ComputeOptions& compute) override;

  private:
    torch::nn::LSTM rnn_;
    torch::nn::LayerNorm layer_norm_;
};

}  // namespace lumbar
