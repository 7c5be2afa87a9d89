// A trained net laid out for a GPU: which layers it has, and all their weights in one run of bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/hgnetv2_config.h"
#include "gpu_nets/weight_source.h"
#include "kernels/gpu/arguments.h"

namespace lumbar::gpu {

enum class PackedFormat { float32, float16 };

std::size_t bytes_of(PackedFormat format);

// What follows a sum: scale * activation(x) + shift.
struct Epilogue {
    Activation activation = kNoActivation;
    float scale = 1, shift = 0;  // of HGNetV2's learnable affine
};

// Offsets are into PackedNet::bytes.  Channels are padded to multiples of 8.
struct PackedConv {
    std::size_t weight = 0;  // [out,K,K,in], of the net's format
    std::size_t bias = 0;    // float32 [out]
    int in = 0, out = 0, size = 1, stride = 1, padding = 0;
    Epilogue epilogue;
};

struct PackedDepthwise {
    std::size_t weight = 0, bias = 0;  // float32 [K,K,channels], [channels]
    int channels = 0, size = 3, stride = 1;
    Epilogue epilogue;
};

struct PackedStemConv {
    std::size_t weight = 0, bias = 0;  // float32 [9,out], [out]
    int out = 0;
    Epilogue epilogue;
};

struct PackedLayer {  // of a block: one convolution, or a pointwise and a depthwise one
    PackedConv conv;
    std::optional<PackedDepthwise> depthwise;
};

struct PackedBlock {
    int in = 0, mid = 0, out = 0;
    bool has_residual = false;
    std::vector<PackedLayer> layers;
    PackedConv squeeze, widen;  // of the joined channels
    int joined() const { return in + static_cast<int>(layers.size()) * mid; }
};

struct PackedStage {
    std::optional<PackedDepthwise> downsample;
    std::vector<PackedBlock> blocks;
};

struct PackedBackbone {
    PackedStemConv stem1;
    PackedConv stem2a, stem2b, stem3, stem4;
    std::vector<PackedStage> stages;
    PackedConv head;  // of the mean over an image
};

struct PackedLstm {
    PackedConv from_input;   // [features] -> [2,4,hidden], both biases included
    PackedConv from_hidden;  // [hidden] -> [4,hidden], one after the other for both directions
    std::size_t norm_weight = 0, norm_bias = 0;  // float32 [features]
    int hidden = 0;
};

// Pools the frames of a disc and says something about it.
struct PackedHead {
    std::optional<PackedLstm> lstm;
    PackedConv attention;                          // linear and tanh
    std::size_t score_weight = 0, score_bias = 0;  // float32 [features], [1]
    std::size_t last_weight = 0, last_bias = 0;    // float32 [outputs,features], [outputs]
    int outputs = 0;
    Activation last_activation = kNoActivation;
};

struct PackedNet {
    PackedFormat format = PackedFormat::float32;
    int features = 0;
    PackedBackbone backbone;
    std::vector<PackedHead> heads;
    std::shared_ptr<const std::vector<std::byte>> bytes;  // several GPUs share them
};

// What a net consists of; the names of its parts are the solution's.
struct NetDescription {
    HgNetV2Config backbone;
    bool has_lstm = true;
    std::vector<int> head_outputs;  // one head is "attn" and "fc", several are "attn1", "fc1", "attn2" ...
    Activation last_activation = kNoActivation;
};

// Why these kernels cannot compute such a net; empty if they can.
std::string reason_not_to_pack(const NetDescription& net);

// Throws what `weights` throws.
PackedNet pack_net(const NetDescription& net, PackedFormat format, WeightSource& weights);

}  // namespace lumbar::gpu
