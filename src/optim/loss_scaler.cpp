#include "optim/loss_scaler.h"

namespace lumbar {

LossScaler::LossScaler(bool on) : on_(on) {
    if (!on_) state_.scale = 1;
}

torch::Tensor LossScaler::scaled(const torch::Tensor& loss) const {
    return on_ ? loss * state_.scale : loss;
}

void LossScaler::unscale(const std::vector<torch::Tensor>& gradients) const {
    if (!on_ || gradients.empty()) return;
    const torch::NoGradGuard no_grad;
    at::_foreach_mul_(gradients, 1 / state_.scale);
}

void LossScaler::update(bool finite) {
    if (!on_) return;
    constexpr int kPatience = 2000;
    if (!finite) {
        state_ = {state_.scale / 2, 0};
    } else if (++state_.good_steps == kPatience) {
        state_ = {state_.scale * 2, 0};
    }
}

}  // namespace lumbar
