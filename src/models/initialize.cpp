#include "models/initialize.h"

namespace lumbar {

void initialize_convolutions(torch::nn::Module& net) {
    const torch::NoGradGuard no_grad;
    for (auto& parameter : net.parameters()) {
        if (parameter.dim() != 4) continue;
        // Drawn on the CPU wherever the net is: a GPU has a generator of its own, and a seed means one start.
        const auto drawn = torch::empty(parameter.sizes());
        torch::nn::init::kaiming_normal_(drawn, 0, torch::kFanIn, torch::kReLU);
        parameter.copy_(drawn);
    }
}

}  // namespace lumbar
