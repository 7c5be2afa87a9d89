#include "models/inference.h"

#include "models/hgnetv2_blocks.h"
#include "nn/attention_pool.h"

namespace lumbar {

void prepare_for_inference(torch::nn::Module& net, const ComputeOptions& compute) {
    net.eval();
    // Fused first: then the originals are never copied to a GPU, and on a CPU never read again.
    for (const auto& part : net.modules()) {
        if (auto* conv = part->as<ConvBnActImpl>()) conv->fuse(compute);
        if (auto* pool = dynamic_cast<AttentionPoolImpl*>(part.get())) pool->compute_in(compute);
    }
    net.to(compute.device);
}

}  // namespace lumbar
