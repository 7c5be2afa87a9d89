// Loads timm's ImageNet weights of an HGNetV2 into the backbone of one of our nets.
#pragma once

#include <torch/torch.h>
#include <filesystem>
#include <string>

#include "weight_files/state_dict.h"

namespace lumbar {

// timm's nets see three channels; a grey image's are equal, so their kernels add up.  ImageNet's classifier
// (head.fc) is dropped.  Throws Error (weights) naming `where` if it is no HGNetV2.
StateDict for_one_channel(const StateDict& timm, const std::string& where);

// Puts timm's weights (three channels or one) into the net's `backbone`, strictly.  Throws Error (weights).
void load_pretrained_backbone(torch::nn::Module& net, const std::filesystem::path& path);

}  // namespace lumbar
