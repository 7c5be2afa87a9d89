#include "nn/fused_conv.h"

namespace lumbar {

FoldedWeights fold_norm(const torch::Tensor& weight, const NormNumbers& norm) {
    const auto in_double = [](const torch::Tensor& x) { return x.to(torch::kCPU, torch::kFloat64); };
    const auto scale = in_double(norm.weight) / (in_double(norm.variance) + norm.epsilon).sqrt();
    return {weight.to(torch::kCPU, torch::kFloat32) * scale.to(torch::kFloat32).view({-1, 1, 1, 1}),
            in_double(norm.bias) - in_double(norm.mean) * scale};
}

FusedConv::FusedConv(const torch::nn::Conv2dImpl& conv, const torch::nn::BatchNorm2dImpl& norm,
                     const FusedConvOptions& options, const ComputeOptions& compute) {
    const torch::NoGradGuard no_grad;
    const auto [weight, bias] = fold_norm(
        conv.weight, {norm.weight, norm.bias, norm.running_mean, norm.running_var, norm.options.eps()});
    const ConvChoice choice = compute.convs.choice({compute.precision, weight.size(1), weight.size(0)});
    if (choice.algorithm == ConvAlgorithm::winograd && compute.device.is_cpu() &&
        WinogradConv::fits(weight, options, compute.precision)) {
        winograd_.emplace(weight, bias.to(torch::kFloat32), options.relu, compute.precision,
                          choice.values_at_once);
    } else {
        plain_.emplace(weight.to(compute.device, compute.precision),
                       bias.to(compute.device, compute.precision), options);
    }
}

torch::Tensor FusedConv::forward(const torch::Tensor& x) {
    return winograd_ ? winograd_->forward(x) : plain_->forward(x);
}

}  // namespace lumbar
