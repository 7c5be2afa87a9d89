#include "train/adamw.h"

#include <cmath>
#include <utility>

namespace lumbar {

AdamW::AdamW(std::vector<torch::Tensor> parameters, const AdamWOptions& options)
    : parameters_(std::move(parameters)), options_(options) {
    for (const auto& parameter : parameters_) {
        means_.push_back(torch::zeros_like(parameter));
        squares_.push_back(torch::zeros_like(parameter));
    }
}

void AdamW::step(double lr) {
    const torch::NoGradGuard no_grad;
    ++steps_;
    std::vector<torch::Tensor> weights, gradients, means, squares;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        if (!parameters_[i].grad().defined()) continue;
        weights.push_back(parameters_[i]);
        gradients.push_back(parameters_[i].grad());
        means.push_back(means_[i]);
        squares.push_back(squares_[i]);
    }
    if (weights.empty()) return;
    const auto count = static_cast<double>(steps_);
    const double mean_share = 1 - std::pow(options_.beta1, count);
    const double square_share = 1 - std::pow(options_.beta2, count);
    at::_foreach_mul_(weights, 1 - lr * options_.weight_decay);
    at::_foreach_mul_(means, options_.beta1);
    at::_foreach_add_(means, gradients, 1 - options_.beta1);
    at::_foreach_mul_(squares, options_.beta2);
    at::_foreach_addcmul_(squares, gradients, gradients, 1 - options_.beta2);
    auto scale = at::_foreach_sqrt(squares);
    at::_foreach_div_(scale, std::sqrt(square_share));
    at::_foreach_add_(scale, options_.epsilon);
    at::_foreach_addcdiv_(weights, means, scale, -lr / mean_share);
}

void AdamW::clear_gradients() {
    for (auto& parameter : parameters_) parameter.mutable_grad().reset();
}

std::vector<torch::Tensor> AdamW::gradients() const {
    std::vector<torch::Tensor> gradients;
    for (const auto& parameter : parameters_) {
        if (parameter.grad().defined()) gradients.push_back(parameter.grad());
    }
    return gradients;
}

double clip_gradients(const std::vector<torch::Tensor>& gradients, double largest) {
    if (gradients.empty()) return 0;
    const torch::NoGradGuard no_grad;
    const double norm = torch::stack(at::_foreach_norm(gradients, 2)).norm().item<double>();
    constexpr double kTiny = 1e-6;  // PyTorch's
    if (largest > 0 && std::isfinite(norm) && norm + kTiny > largest) {
        at::_foreach_mul_(gradients, largest / (norm + kTiny));
    }
    return norm;
}

}  // namespace lumbar
