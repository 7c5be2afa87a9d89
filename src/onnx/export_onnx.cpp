#include "onnx/export_onnx.h"

#include <cstdint>
#include <limits>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "config/version.h"
#include "core/grades.h"
#include "nn/skip_initialization.h"
#include "onnx/backbone_graph.h"
#include "onnx/onnx_graph.h"
#include "onnx/onnx_properties.h"
#include "onnx/pool_graph.h"

namespace lumbar {
namespace {

using onnx_schema::TensorProto;

// Of ONNX 1.8 (2020), which ONNX Runtime reads since 1.6: old enough for most programs.
constexpr int kOpset = 13, kIrVersion = 7;

// The weights under the net's own names and shapes: filling a net checks all of them.
template <class Net, class Config>
StateDict checked(const Config& config, const StateDict& state, const std::string& where) {
    Net net = [&] {
        const SkipInitialization all_is_loaded_below;
        return Net(config);
    }();
    load_state_dict(*net, state, where);
    return state_dict_of(*net);
}

// [N,C] -> [N,outputs]
std::string add_linear(OnnxGraph& graph, const std::string& name, const StateDict& weights,
                       const std::string& x) {
    const auto numbers = [&](const std::string& part) {
        return graph.add_numbers(name + part, weights[name + part]);
    };
    return graph.add(name, {"Gemm", {{"transB", std::int64_t{1}}}},
                     {x, numbers(".weight"), numbers(".bias")});
}

// The inputs, and what comes before the heads.
FrameFeatures add_frames(OnnxGraph& graph, const Recipe& recipe, const HgNetV2Config& backbone,
                         const StateDict& weights) {
    const std::int64_t frames = recipe.frames, size = recipe.image_size;
    const auto input = graph.add_input("frames", TensorProto::FLOAT, {frames, 1, size, size});
    const auto mask = graph.add_input("mask", TensorProto::BOOL, {frames});
    const auto images =
        graph.add("images", {"Reshape"}, {input, graph.add_integers("images.shape", {-1, 1, size, size})});
    const auto features = add_backbone(graph, backbone, weights, images);  // [B*S,C]
    const auto shape = graph.add_integers("features.shape", {-1, frames, backbone.head_width});
    return {graph.add("features", {"Reshape"}, {features, shape}), add_real_frames(graph, mask), frames};
}

void add_keypoint_net(OnnxGraph& graph, const NetFile& file, const StateDict& state) {
    const KeypointNetConfig config = keypoint_net_config(file);
    const StateDict weights = checked<KeypointNet>(config, state, file.weights.string());
    const FrameFeatures features = add_frames(graph, file.recipe, config.backbone, weights);
    const auto numbers = add_linear(graph, "fc", weights, add_pool(graph, "attn", weights, features));
    graph.add_output(graph.add("points", {"Sigmoid"}, {numbers}), {kKeypointNumbers});
}

void add_grading_net(OnnxGraph& graph, const NetFile& file, const StateDict& state) {
    const GradingNetConfig config = grading_net_config(file);
    const StateDict weights = checked<GradingNet>(config, state, file.weights.string());
    const FrameFeatures features = add_frames(graph, file.recipe, config.backbone, weights);
    const std::size_t heads = config.head_findings.size();
    std::int64_t findings = 0;
    std::vector<std::string> answers;
    for (std::size_t i = 0; i < heads; ++i) {
        const std::string number = heads == 1 ? "" : std::to_string(i + 1);
        const auto pooled = add_pool(graph, "attn" + number, weights, features);
        answers.push_back(add_linear(graph, "fc" + number, weights, pooled));
        findings += config.head_findings[i];
    }
    const auto all = graph.add("answers", {"Concat", {{"axis", std::int64_t{1}}}}, answers);
    const auto shape = graph.add_integers("logits.shape", {-1, findings, kClasses});
    graph.add_output(graph.add("logits", {"Reshape"}, {all, shape}), {findings, kClasses});
}

onnx_schema::ModelProto model_of(const NetFile& file, const StateDict& state) {
    const torch::NoGradGuard no_grad;
    onnx_schema::ModelProto model;
    model.set_ir_version(kIrVersion);
    model.add_opset_import()->set_version(kOpset);
    model.set_producer_name("lumbar");
    model.set_producer_version(std::string(version()));
    model.set_doc_string(description_of(file));
    for (const auto& [key, value] : properties_of(file)) {
        auto& property = *model.add_metadata_props();
        property.set_key(key);
        property.set_value(value);
    }
    OnnxGraph graph(*model.mutable_graph());
    const bool locates = file.recipe.stage == Stage::locate;
    locates ? add_keypoint_net(graph, file, state) : add_grading_net(graph, file, state);
    model.mutable_graph()->set_name(file.recipe.name);
    return model;
}

std::string text_of(const onnx_schema::ValueInfoProto& value) {
    std::string sizes;
    for (const auto& dimension : value.type().tensor_type().shape().dim()) {
        sizes += (sizes.empty() ? "" : ",") +
                 (dimension.has_dim_param() ? dimension.dim_param() : std::to_string(dimension.dim_value()));
    }
    return value.name() + " [" + sizes + "]";
}

}  // namespace

std::string export_onnx(const NetFile& file, const StateDict& state, const std::filesystem::path& output) {
    const onnx_schema::ModelProto model = model_of(file, state);
    const std::size_t bytes = model.ByteSizeLong();
    if (bytes > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        throw Error({"the net is too large for an ONNX file", file.weights.string(), "less than 2 GB",
                     std::to_string(bytes) + " bytes"},
                    ExitCode::weights);
    }
    write_file_atomically(output, model.SerializeAsString());
    const auto& graph = model.graph();
    return text_of(graph.input(0)) + ", " + text_of(graph.input(1)) + " -> " + text_of(graph.output(0));
}

}  // namespace lumbar
