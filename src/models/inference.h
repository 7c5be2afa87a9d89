// Prepares a trained net for inference: fuses layers and converts precision.  For inference alone: afterwards
// the net no longer has its own parameters.
#pragma once

#include <torch/torch.h>

#include "nn/compute_options.h"

namespace lumbar {

// Moves the net to where it computes, fuses what follows convolutions into them and takes convolutions, LSTMs
// and attention to the precision asked for; the last layers and what the net answers stay float32.
void prepare_for_inference(torch::nn::Module& net, const ComputeOptions& compute);

}  // namespace lumbar
