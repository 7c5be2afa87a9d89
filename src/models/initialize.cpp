#include "models/initialize.h"

namespace lumbar {

void initialize_convolutions(torch::nn::Module& net) {
    const torch::NoGradGuard no_grad;
    for (auto& parameter : net.parameters()) {
        if (parameter.dim() == 4) torch::nn::init::kaiming_normal_(parameter, 0, torch::kFanIn, torch::kReLU);
    }
}

}  // namespace lumbar
