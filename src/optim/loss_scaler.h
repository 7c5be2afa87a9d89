// Keeps small float16 gradients from vanishing: the loss is multiplied before backward, the gradients divided
// after, and the factor follows what overflows (Micikevicius et al. 2018, arXiv:1710.03740; PyTorch's
// GradScaler).
#pragma once

#include <torch/torch.h>

#include <vector>

namespace lumbar {

struct LossScalerState {
    double scale = 65536;
    int good_steps = 0;  // since the scale last changed
};

class LossScaler {
  public:
    // Off: the scale is 1 and stays so.
    explicit LossScaler(bool on);

    torch::Tensor scaled(const torch::Tensor& loss) const;
    void unscale(const std::vector<torch::Tensor>& gradients) const;
    // After a step that was taken (finite) or left out (not finite): halves the scale after an overflow,
    // doubles it after 2000 good steps in a row.
    void update(bool finite);

    bool on() const { return on_; }
    const LossScalerState& state() const { return state_; }
    void set_state(const LossScalerState& state) { state_ = state; }

  private:
    bool on_;
    LossScalerState state_;
};

}  // namespace lumbar
