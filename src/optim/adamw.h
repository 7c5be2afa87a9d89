// Steps weights by their gradients with AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101), every tensor at
// once. LibTorch's own optimizer keeps its state by the addresses of tensors, in types that differ between
// versions; here it is lists in the order of the parameters, which a checkpoint stores as they are.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <vector>

namespace lumbar {

struct AdamWOptions {
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double weight_decay = 1e-4;
};

class AdamW {
  public:
    AdamW(std::vector<torch::Tensor> parameters, const AdamWOptions& options);

    // Parameters without a gradient stay as they are.
    void step(double lr);
    void clear_gradients();

    const std::vector<torch::Tensor>& parameters() const { return parameters_; }
    std::vector<torch::Tensor> gradients() const;
    // The state: running means of gradients and of their squares, and how many steps they hold.
    const std::vector<torch::Tensor>& means() const { return means_; }
    const std::vector<torch::Tensor>& squares() const { return squares_; }
    std::int64_t steps() const { return steps_; }
    void set_steps(std::int64_t steps) { steps_ = steps; }

  private:
    std::vector<torch::Tensor> parameters_, means_, squares_;
    AdamWOptions options_;
    std::int64_t steps_ = 0;
};

// Scales the gradients so that their joint norm is at most `largest` (0: no limit), as PyTorch's
// clip_grad_norm_;
// -> the norm before.  Gradients that are not finite are left as they are.
double clip_gradients(const std::vector<torch::Tensor>& gradients, double largest);

}  // namespace lumbar
