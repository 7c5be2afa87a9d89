// What a net is trained on: one sample, or a batch of them stacked along a new first dimension.
#pragma once

#include <torch/torch.h>

#include <vector>

namespace lumbar {

struct Sample {
    torch::Tensor input;    // uint8, 0..255; stage 1 [S,H,W], stage 2 [5,S,H,W]
    torch::Tensor mask;     // bool [S], true: a real frame
    torch::Tensor targets;  // float32; stage 1 [20] relative, stage 2 [5,findings,3] soft labels or kUnknown
    torch::Tensor pseudo;   // stage 2, as targets; undefined without pseudo labels
};

Sample stack_samples(const std::vector<Sample>& samples);
Sample to_device(const Sample& batch, const torch::Device& device);

}  // namespace lumbar
