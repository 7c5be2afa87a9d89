#include "nn/channels_last.h"

namespace lumbar {

void use_channels_last(torch::nn::Module& net) {
    const torch::NoGradGuard no_grad;
    for (auto& parameter : net.parameters()) {
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
    }
}

}  // namespace lumbar
