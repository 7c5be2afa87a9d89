#include "onnx/backbone_graph.h"

#include <cstdint>
#include <vector>

#include "models/hgnetv2_blocks.h"
#include "nn/fused_conv.h"

namespace lumbar {
namespace {

using Integers = std::vector<std::int64_t>;

// Top, left, bottom, right.
const Integers kFarEdges{0, 0, 1, 1};

class BackboneGraph {
  public:
    BackboneGraph(OnnxGraph& graph, const StateDict& weights) : graph_(graph), weights_(weights) {}

    std::string stem(const std::string& name, const std::string& images);
    std::string stage(const std::string& name, const HgStageConfig& stage, std::string x);
    std::string head(const std::string& name, const std::string& x);

  private:
    std::string conv(const std::string& name, const ConvOptions& options, const std::string& x) {
        return conv(name, options, x, Integers(4, options.kernel % 2 == 1 ? options.kernel / 2 : 0));
    }
    std::string conv(const std::string& name, const ConvOptions& options, const std::string& x,
                     const Integers& padding);
    std::string affine(const std::string& name, const std::string& x);
    std::string layer(const std::string& name, const HgStageConfig& stage, const std::string& x);
    std::string block(const std::string& name, const HgStageConfig& stage, bool is_first,
                      const std::string& x);

    OnnxGraph& graph_;
    const StateDict& weights_;
};

// ConvBnActImpl::forward.  Whether a layer has an affine block, its weights say.
std::string BackboneGraph::conv(const std::string& name, const ConvOptions& options, const std::string& x,
                                const Integers& padding) {
    const auto norm = [&](const char* part) { return weights_[name + ".bn." + part]; };
    const FoldedWeights folded =
        fold_norm(weights_[name + ".conv.weight"],
                  {norm("weight"), norm("bias"), norm("running_mean"), norm("running_var")});
    const OnnxOperator operation{"Conv",
                                 {{"kernel_shape", Integers{options.kernel, options.kernel}},
                                  {"strides", Integers{options.stride, options.stride}},
                                  {"pads", padding},
                                  {"group", std::int64_t{options.groups}}}};
    std::string convolved = graph_.add(name + ".conv", operation,
                                       {x, graph_.add_numbers(name + ".conv.weight", folded.weight),
                                        graph_.add_numbers(name + ".conv.bias", folded.bias)});
    if (!options.activation) return convolved;
    return affine(name + ".lab", graph_.add(name + ".act", {"Relu"}, {convolved}));
}

std::string BackboneGraph::affine(const std::string& name, const std::string& x) {
    if (!weights_.contains(name + ".scale")) return x;
    const auto number = [&](const std::string& part) {
        return graph_.add_numbers(name + part, weights_[name + part]);
    };
    return graph_.add(name + ".add", {"Add"},
                      {graph_.add(name + ".mul", {"Mul"}, {x, number(".scale")}), number(".bias")});
}

std::string BackboneGraph::stem(const std::string& name, const std::string& images) {
    const auto first = conv(name + ".stem1", {.kernel = 3, .stride = 2}, images);
    // An operator of its own: a pooling's own padding would be minus infinity, and an affine block may make
    // numbers below the net's zero.
    const auto padded = graph_.add(
        name + ".pad", {"Pad"}, {first, graph_.add_integers(name + ".pad.pads", {0, 0, 0, 0, 0, 0, 1, 1})});
    const auto pooled =
        graph_.add(name + ".pool",
                   {"MaxPool", {{"kernel_shape", Integers{2, 2}}, {"strides", Integers{1, 1}}}}, {padded});
    const auto convolved =
        conv(name + ".stem2b", {.kernel = 2}, conv(name + ".stem2a", {.kernel = 2}, padded), kFarEdges);
    const auto joined =
        graph_.add(name + ".cat", {"Concat", {{"axis", std::int64_t{1}}}}, {pooled, convolved});
    return conv(name + ".stem4", {}, conv(name + ".stem3", {.kernel = 3, .stride = 2}, joined));
}

std::string BackboneGraph::layer(const std::string& name, const HgStageConfig& stage, const std::string& x) {
    if (!stage.light) return conv(name, {.kernel = stage.kernel}, x);
    return conv(name + ".conv2", {.kernel = stage.kernel, .groups = stage.mid},
                conv(name + ".conv1", {.activation = false}, x));
}

std::string BackboneGraph::block(const std::string& name, const HgStageConfig& stage, bool is_first,
                                 const std::string& x) {
    std::vector<std::string> outputs{x};
    for (int i = 0; i < stage.layers; ++i) {
        outputs.push_back(layer(name + ".layers." + std::to_string(i), stage, outputs.back()));
    }
    const auto joined = graph_.add(name + ".cat", {"Concat", {{"axis", std::int64_t{1}}}}, outputs);
    const auto aggregated = conv(name + ".aggregation.1", {}, conv(name + ".aggregation.0", {}, joined));
    return is_first ? aggregated : graph_.add(name + ".add", {"Add"}, {aggregated, x});
}

std::string BackboneGraph::stage(const std::string& name, const HgStageConfig& stage, std::string x) {
    if (stage.downsample) {
        x = conv(name + ".downsample", {.kernel = 3, .stride = 2, .groups = stage.in, .activation = false},
                 x);
    }
    for (int i = 0; i < stage.blocks; ++i) {
        x = block(name + ".blocks." + std::to_string(i), stage, i == 0, x);
    }
    return x;
}

std::string BackboneGraph::head(const std::string& name, const std::string& x) {
    const std::string last = name + ".last_conv.0";
    const auto convolved = graph_.add(last, {"Conv", {{"kernel_shape", Integers{1, 1}}}},
                                      {graph_.add(name + ".mean", {"GlobalAveragePool"}, {x}),
                                       graph_.add_numbers(last + ".weight", weights_[last + ".weight"])});
    const auto activated =
        affine(name + ".last_conv.2", graph_.add(name + ".last_conv.1", {"Relu"}, {convolved}));
    return graph_.add(name + ".flatten", {"Flatten"}, {activated});  // [N,head_width]
}

}  // namespace

std::string add_backbone(OnnxGraph& graph, const HgNetV2Config& config, const StateDict& weights,
                         const std::string& images) {
    BackboneGraph net(graph, weights);
    std::string x = net.stem("backbone.stem", images);
    for (std::size_t i = 0; i < config.stages.size(); ++i) {
        x = net.stage("backbone.stages." + std::to_string(i), config.stages[i], x);
    }
    return net.head("backbone.head", x);
}

}  // namespace lumbar
