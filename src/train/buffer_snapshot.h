// A net's running statistics, kept for the case that a step turns out to be unusable: a batch whose numbers
// are not finite has spoilt them already in its forward pass.
#pragma once

#include <torch/torch.h>

#include <vector>

namespace lumbar {

class BufferSnapshot {
  public:
    explicit BufferSnapshot(const torch::nn::Module& net) : buffers_(net.buffers()) {
        for (const auto& buffer : buffers_) copies_.push_back(buffer.clone());
    }

    void restore() const {
        const torch::NoGradGuard no_grad;
        for (std::size_t i = 0; i < buffers_.size(); ++i) buffers_[i].copy_(copies_[i]);
    }

  private:
    std::vector<torch::Tensor> buffers_, copies_;
};

}  // namespace lumbar
