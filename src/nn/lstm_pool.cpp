#include "nn/lstm_pool.h"

#include <cstdint>
#include <vector>

namespace lumbar {

LstmPoolImpl::LstmPoolImpl(std::int64_t width)
    : AttentionPoolImpl(width),
      rnn_(register_module(
          "rnn",
          torch::nn::LSTM(torch::nn::LSTMOptions(width, width / 2).batch_first(true).bidirectional(true)))),
      layer_norm_(register_module("layer_norm", torch::nn::LayerNorm(torch::nn::LayerNormOptions(
                                                    std::vector<std::int64_t>{width})))) {}

PooledFrames LstmPoolImpl::attend(torch::Tensor frames, torch::Tensor mask) {
    if (precision_) frames = frames.to(*precision_);
    auto x = std::get<0>(rnn_->forward(frames));  // [N,S,C]
    if (precision_) x = x.to(torch::kFloat32);
    x = layer_norm_->forward(torch::mish(x) + torch::sigmoid(x) + torch::tanh(x));
    return AttentionPoolImpl::attend(x, mask);
}

void LstmPoolImpl::compute_in(const ComputeOptions& compute) {
    AttentionPoolImpl::compute_in(compute);
    rnn_->to(compute.device, compute.precision);
}

}  // namespace lumbar
