// A net's trained weights for a GPU, out of its weights file.
#pragma once

#include <torch/torch.h>
#include <set>
#include <string>
#include <vector>

#include "gpu_nets/weight_source.h"
#include "weight_files/state_dict.h"

namespace lumbar {

// Strict as load_state_dict: what is missing, misshapen or left over is an Error (weights) that names it.
class TrainedWeights : public gpu::WeightSource {
  public:
    // `where` names the file in errors.
    TrainedWeights(StateDict state, std::string where) : state_(std::move(state)), where_(std::move(where)) {}

    gpu::FoldedConv conv(const std::string& name, const gpu::ConvShape& shape) override;
    std::vector<float> tensor(const std::string& name, std::size_t elements) override;

    // Throws Error (weights) if the file has tensors that nobody asked for.
    void check_all_used() const;

  private:
    const torch::Tensor& find(const std::string& name);
    torch::Tensor shaped(const std::string& name, at::IntArrayRef sizes);

    StateDict state_;
    std::string where_;
    std::set<std::string> used_;
};

}  // namespace lumbar
