// Writes the pooling of a net's frames into an ONNX graph: what AttentionPoolImpl and LstmPoolImpl compute.
#pragma once

#include <cstdint>
#include <string>

#include "onnx/onnx_graph.h"
#include "weight_files/state_dict.h"

namespace lumbar {

struct FrameFeatures {
    std::string values;       // [N,S,C]
    std::string real_frames;  // bool [N,S,1], false: padding
    std::int64_t frames = 0;  // S
};

// A mask [N,S] as FrameFeatures takes it.
std::string add_real_frames(OnnxGraph& graph, const std::string& mask);

// The pool whose weights' names begin with `name` ("attn", "attn1"): attention, with an LSTM before it where
// there are weights of one.  Returns the name of a value [N,C].
std::string add_pool(OnnxGraph& graph, const std::string& name, const StateDict& weights,
                     const FrameFeatures& features);

}  // namespace lumbar
