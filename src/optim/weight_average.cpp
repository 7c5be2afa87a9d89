#include "optim/weight_average.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace lumbar {

WeightAverage::WeightAverage(const torch::nn::Module& net, double decay)
    : net_(state_dict_of(net)), decay_(decay) {
    if (!on()) return;
    for (const auto& [name, tensor] : net_.pairs()) average_.insert(name, tensor.detach().clone());
}

void WeightAverage::update(std::int64_t steps) {
    if (!on()) return;
    const torch::NoGradGuard no_grad;
    const auto count = static_cast<double>(steps);
    const double decay = std::min(decay_, (1 + count) / (10 + count));
    std::vector<torch::Tensor> averages, weights;
    for (const auto& [name, tensor] : net_.pairs()) {
        if (tensor.is_floating_point()) {
            averages.push_back(average_[name]);
            weights.push_back(tensor.detach());
        } else {
            average_[name].copy_(tensor);
        }
    }
    at::_foreach_mul_(averages, decay);
    at::_foreach_add_(averages, weights, 1 - decay);
}

BorrowedWeights::BorrowedWeights(torch::nn::Module& net, const StateDict& weights)
    : net_(state_dict_of(net)) {
    const torch::NoGradGuard no_grad;
    for (const auto& [name, tensor] : net_.pairs()) {
        own_.push_back(tensor.detach());
        torch::Tensor(tensor).set_data(weights[name].detach());
    }
}

BorrowedWeights::~BorrowedWeights() {
    const torch::NoGradGuard no_grad;
    auto own = own_.begin();
    for (const auto& [name, tensor] : net_.pairs()) torch::Tensor(tensor).set_data(*own++);
}

}  // namespace lumbar
