// Pools a sequence of frame features into one feature vector: a bidirectional LSTM, then attention over
// frames.
#pragma once

#include "nn/attention_pool.h"

namespace lumbar {

class LstmPoolImpl : public AttentionPoolImpl {
  public:
    explicit LstmPoolImpl(std::int64_t width);
    // frames [N,S,C], mask [N,S] -> [N,C].  The LSTM reads padded frames too; only the attention skips them.
    torch::Tensor forward(torch::Tensor frames, torch::Tensor mask) override;
    void compute_in(const ComputeOptions& compute) override;

  private:
    torch::nn::LSTM rnn_;
    torch::nn::LayerNorm layer_norm_;
};

}  // namespace lumbar
