// Nets and tensors for tests that use Torch.
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "support/golden.h"
#include "support/synthetic_parameters.h"

namespace lumbar::test {

inline torch::Tensor tensor_of(const std::vector<double>& values, torch::IntArrayRef shape,
                               torch::ScalarType type = torch::kFloat32) {
    return torch::tensor(values, torch::kFloat64).to(type).reshape(shape);
}

inline torch::Tensor golden_tensor(const Golden& golden, const std::string& name,
                                   torch::ScalarType type = torch::kFloat32) {
    return tensor_of(golden.numbers(name), golden.shape(name), type);
}

// Gives every parameter and buffer the reference's value for "PREFIX/name".
inline void fill_synthetic(torch::nn::Module& net, const std::string& prefix) {
    const torch::NoGradGuard no_grad;
    const auto fill = [&](const std::string& name, const torch::Tensor& tensor) {
        tensor.copy_(tensor_of(synthetic_parameter(prefix + "/" + name, tensor.sizes().vec()), tensor.sizes(),
                               torch::kFloat64));
    };
    for (const auto& parameter : net.named_parameters()) fill(parameter.key(), parameter.value());
    for (const auto& buffer : net.named_buffers()) fill(buffer.key(), buffer.value());
}

// Largest distance, relative to the largest number of `expected`.
inline double relative_difference(const torch::Tensor& actual, const torch::Tensor& expected) {
    return ((actual.to(torch::kFloat64) - expected.to(torch::kFloat64)).abs().max() /
            expected.to(torch::kFloat64).abs().max())
        .item<double>();
}

}  // namespace lumbar::test
