#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include "app/commands.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/log.h"
#include "config/ensemble_plan.h"
#include "config/onnx_name.h"
#include "files/text_file.h"
#include "models/pretrained.h"
#include "models/registry.h"
#include "onnx/export_onnx.h"
#include "weight_files/weights_choice.h"

namespace lumbar {
namespace {

torch::ScalarType parse_dtype(const std::string& name) {
    if (name == "float16") return torch::kFloat16;
    return name == "bfloat16" ? torch::kBFloat16 : torch::kFloat32;
}

StateDict with_dtype(const StateDict& state, torch::ScalarType dtype) {
    StateDict cast;
    for (const auto& [name, tensor] : state.pairs()) {
        cast.insert(name, tensor.is_floating_point() ? tensor.to(dtype) : tensor);
    }
    return cast;
}

// A net is a pair: its metadata goes along, unless there is some already.
void copy_metadata(std::filesystem::path from, std::filesystem::path to) {
    from.replace_extension(".json");
    to.replace_extension(".json");
    if (std::filesystem::exists(from) && !std::filesystem::exists(to)) {
        write_file_atomically(to, read_text_file(from));
    }
}

// The net whose weights those are, by the metadata beside them.
NetFile net_of(const std::filesystem::path& weights) {
    const auto metadata = std::filesystem::path(weights).replace_extension(".json");
    if (!std::filesystem::exists(metadata)) {
        throw Error({"no metadata beside the weights: an .onnx file needs to know the net", weights.string(),
                     metadata.filename().string()},
                    ExitCode::weights);
    }
    const auto folder = std::filesystem::absolute(weights).parent_path();
    NetFile net = read_net_file(metadata, read_ensemble_plan(folder).recipes);
    net.weights = weights;  // of several beside the metadata, this one
    if (!net.is_finished)
        log_warning(weights.string() + ": training has not finished, these are its best so far");
    return net;
}

}  // namespace

void run(const ConvertOptions& options) {
    StateDict state = read_state_dict(options.input, WeightsChoice{options.key, options.prefix});
    if (is_onnx_name(options.output)) {
        const std::string signature = export_onnx(net_of(options.input), state, options.output);
        std::printf("%s: %s\n", options.output.c_str(), signature.c_str());
        return;
    }
    if (options.sum_to_one_channel) state = for_one_channel(state, options.input.string());
    if (!options.dtype.empty()) state = with_dtype(state, parse_dtype(options.dtype));
    write_state_dict(options.output, state);
    copy_metadata(options.input, options.output);
    std::printf("%s: %zu tensors\n", options.output.c_str(), state.size());
}

}  // namespace lumbar
