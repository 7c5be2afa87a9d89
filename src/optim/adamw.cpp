#include "optim/adamw.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "kernels/optim/adamw.h"
#include "optim/step_on_gpu.h"

namespace lumbar {
namespace {

kernels::AdamWStep step_at(double lr, std::int64_t steps, const AdamWOptions& options) {
    const auto count = static_cast<double>(steps);
    const auto rounded = [](double x) { return static_cast<float>(x); };
    return {.decay = rounded(1 - lr * options.weight_decay),
            .beta1 = rounded(options.beta1),
            .one_minus_beta1 = rounded(1 - options.beta1),
            .beta2 = rounded(options.beta2),
            .one_minus_beta2 = rounded(1 - options.beta2),
            .rate = rounded(lr / (1 - std::pow(options.beta1, count))),
            .square_scale = rounded(1 / std::sqrt(1 - std::pow(options.beta2, count))),
            .epsilon = rounded(options.epsilon)};
}

// On one device, as one block each, in the same order.
bool same_layout(std::initializer_list<torch::Tensor> tensors) {
    const torch::Tensor& first = *tensors.begin();
    return std::all_of(tensors.begin(), tensors.end(), [&](const torch::Tensor& tensor) {
        return tensor.device() == first.device() && tensor.scalar_type() == torch::kFloat32 &&
               tensor.is_non_overlapping_and_dense() && tensor.strides() == first.strides();
    });
}

// -> whether a kernel of ours took all of it in one pass over memory.
bool fused_step(const torch::Tensor& weight, const torch::Tensor& gradient, const torch::Tensor& mean,
                const torch::Tensor& square, const kernels::AdamWStep& step) {
    if (!same_layout({weight, gradient, mean, square})) return false;
    const auto count = static_cast<std::size_t>(weight.numel());
    if (weight.is_cpu()) {
        kernels::adamw_step(weight.data_ptr<float>(), gradient.data_ptr<float>(), mean.data_ptr<float>(),
                            square.data_ptr<float>(), count, step, torch::get_num_threads());
        return true;
    }
    return weight.is_cuda() && step_on_gpu(weight, gradient, mean, square, step);
}

// A formula a pass over all of them: wherever they lie.
void step_each(const std::vector<torch::Tensor>& weights, const std::vector<torch::Tensor>& gradients,
               const std::vector<torch::Tensor>& means, const std::vector<torch::Tensor>& squares,
               const kernels::AdamWStep& step) {
    at::_foreach_mul_(weights, step.decay);
    at::_foreach_mul_(means, step.beta1);
    at::_foreach_add_(means, gradients, step.one_minus_beta1);
    at::_foreach_mul_(squares, step.beta2);
    at::_foreach_addcmul_(squares, gradients, gradients, step.one_minus_beta2);
    auto scale = at::_foreach_sqrt(squares);
    at::_foreach_mul_(scale, step.square_scale);
    at::_foreach_add_(scale, step.epsilon);
    at::_foreach_addcdiv_(weights, means, scale, -step.rate);
}

}  // namespace

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
    const kernels::AdamWStep step = step_at(lr, steps_, options_);
    std::vector<torch::Tensor> weights, gradients, means, squares;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        const torch::Tensor& weight = parameters_[i];
        const torch::Tensor gradient = weight.grad();
        if (!gradient.defined()) continue;
        if (fused_step(weight, gradient, means_[i], squares_[i], step)) continue;
        weights.push_back(weight);
        gradients.push_back(gradient);
        means.push_back(means_[i]);
        squares.push_back(squares_[i]);
    }
    if (!weights.empty()) step_each(weights, gradients, means, squares, step);
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
