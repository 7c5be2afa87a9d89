// The layout that convolutions are fastest in.
#pragma once

#include <torch/torch.h>

namespace lumbar {

// Lays the weights of convolutions out with the channels last; what the convolutions give follows that.
void use_channels_last(torch::nn::Module& net);

}  // namespace lumbar
