#include "train/sample.h"

#include "nn/device.h"

namespace lumbar {

Sample stack_samples(const std::vector<Sample>& samples) {
    const auto stacked = [&](torch::Tensor Sample::*part) {
        std::vector<torch::Tensor> parts;
        for (const Sample& sample : samples) {
            if ((sample.*part).defined()) parts.push_back(sample.*part);
        }
        return parts.empty() ? torch::Tensor() : torch::stack(parts);
    };
    return {stacked(&Sample::input), stacked(&Sample::mask), stacked(&Sample::targets),
            stacked(&Sample::pseudo)};
}

Sample to_device(const Sample& batch, const torch::Device& device) {
    const auto moved = [&](const torch::Tensor& part) {
        return part.defined() ? sent_to(device, part) : part;
    };
    return {moved(batch.input), moved(batch.mask), moved(batch.targets), moved(batch.pseudo)};
}

}  // namespace lumbar
