// Fills a net's convolutions with random numbers.
#pragma once

#include <torch/torch.h>

namespace lumbar {

// He's initialisation keeps the variance through ReLUs, so that the answer depends on the image; PyTorch's
// own standard fades to nothing over this many layers (He et al. 2015, arXiv:1502.01852).  Draws from Torch's
// default generator.
void initialize_convolutions(torch::nn::Module& net);

}  // namespace lumbar
