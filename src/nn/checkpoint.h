// Runs a part of a net without keeping its intermediate results: backward computes them again.
// Chen et al., Training Deep Nets with Sublinear Memory Cost, 2016, https://arxiv.org/abs/1604.06174
#pragma once

#include <torch/torch.h>

#include <functional>

namespace lumbar {

// `function(input)`, of which only the input is kept until backward.  `module` is what the function computes
// with; it must live until then, in the same mode.  Results, gradients and running statistics are those of a
// plain call, to the last bit where the arithmetic repeats itself: the second computation draws the same
// random numbers (of Torch's default generators), has the same precision, and leaves the module's buffers and
// the generators as they were.  Without gradients to compute it is a plain call. The function must not write
// into its input, and only backward() differentiates the result, once and without a graph of its own: else
// Error (internal).
torch::Tensor checkpointed(const std::function<torch::Tensor(torch::Tensor)>& function,
                           torch::nn::Module& module, const torch::Tensor& input);

}  // namespace lumbar
