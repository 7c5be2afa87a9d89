#include "nn/attention_pool.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <utility>

#include "nn/lstm_pool.h"

namespace lumbar {

AttentionPoolImpl::AttentionPoolImpl(std::int64_t width)
    : attn_(register_module("attn",
                            torch::nn::Sequential(torch::nn::Linear(width, width), torch::nn::Tanh(),
                                                  torch::nn::Dropout(0.0), torch::nn::Linear(width, 1)))) {}

PooledFrames AttentionPoolImpl::attend(torch::Tensor frames, torch::Tensor mask) {
    const auto padding = mask.logical_not().unsqueeze(-1);  // [N,S,1]
    auto scores = precision_ ? attn_->forward(frames.to(*precision_)).to(torch::kFloat32)
                             : attn_->forward(frames);  // [N,S,1]
    scores = scores.masked_fill(padding, -std::numeric_limits<float>::infinity()).softmax(1);
    return {(frames * scores).sum(1), scores.squeeze(-1)};
}

torch::Tensor AttentionPoolImpl::forward(torch::Tensor frames, torch::Tensor mask) {
    return attend(std::move(frames), std::move(mask)).features;
}

void AttentionPoolImpl::compute_in(const ComputeOptions& compute) {
    attn_->to(compute.device, compute.precision);
    precision_ = compute.precision;
}

std::shared_ptr<AttentionPoolImpl> make_pool(PoolKind kind, std::int64_t width) {
    if (kind == PoolKind::attention_lstm) return std::make_shared<LstmPoolImpl>(width);
    return std::make_shared<AttentionPoolImpl>(width);
}

}  // namespace lumbar
