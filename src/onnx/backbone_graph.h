// Writes an HGNetV2 into an ONNX graph: what HgNetV2Impl::forward computes for inference.
#pragma once

#include <string>

#include "config/hgnetv2_config.h"
#include "onnx/onnx_graph.h"
#include "weight_files/state_dict.h"

namespace lumbar {

// `weights`: of the whole net; the backbone's names begin with "backbone.".  Batch norms are folded into the
// convolutions.  `images` names a value [N,in_channels,H,W]; returns the name of one [N,head_width].
std::string add_backbone(OnnxGraph& graph, const HgNetV2Config& config, const StateDict& weights,
                         const std::string& images);

}  // namespace lumbar
