#include "nn/fused_conv.h"

namespace lumbar {

FusedConv::FusedConv(const torch::nn::Conv2dImpl& conv, const torch::nn::BatchNorm2dImpl& norm,
                     const FusedConvOptions& options, const ComputeOptions& compute) {
    const torch::NoGradGuard no_grad;
    const auto in_double = [](const torch::Tensor& x) { return x.to(torch::kCPU, torch::kFloat64); };
    const auto scale = in_double(norm.weight) / (in_double(norm.running_var) + norm.options.eps()).sqrt();
    const auto bias = in_double(norm.bias) - in_double(norm.running_mean) * scale;
    const auto weight = conv.weight.to(torch::kCPU) * scale.to(torch::kFloat32).view({-1, 1, 1, 1});
    if (compute.device.is_cpu() && WinogradConv::pays(weight, options, compute.precision)) {
        winograd_.emplace(weight, bias.to(torch::kFloat32), options.relu, compute.precision);
    } else {
        plain_.emplace(weight.to(compute.device, compute.precision),
                       bias.to(compute.device, compute.precision), options);
    }
}

torch::Tensor FusedConv::forward(const torch::Tensor& x) {
    return winograd_ ? winograd_->forward(x) : plain_->forward(x);
}

}  // namespace lumbar
