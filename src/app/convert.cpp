#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
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

constexpr EnumNames<torch::ScalarType, 3> kDtypeNames = {
    {{torch::kFloat32, "float32"}, {torch::kFloat16, "float16"}, {torch::kBFloat16, "bfloat16"}}};

struct ConvertOptions {
    std::filesystem::path input, output;
    std::optional<torch::ScalarType> dtype;  // empty: as it is
    std::string key, prefix;                 // empty: found in the file
    std::optional<int> input_channels;       // 1: summed to one; empty: as they are
};

void declare(Flags& flags, ConvertOptions& to) {
    flags.required_path("input", to.input, "the file to read (no flag needed)");
    flags.required_output("output", to.output, "the file to write (no flag needed)");
    flags.choice("dtype", to.dtype, kDtypeNames, "type of the floating-point tensors");
    flags.text("key", to.key, "KEY",
               "in a checkpoint of several nets: which dict to take, such as ema or ema.module");
    flags.text("prefix", to.prefix, "P",
               "take the tensors whose names begin with P and remove P; default: module. and the like");
    flags.only_number("in-chans", to.input_channels, 1,
                      "for timm's weights: sum the first convolution over its channels, drop the "
                      "classifier");
    flags.positional("input", 1);
    flags.positional("output", 1);
}

void refuse_flags_of_weights_for_onnx(const GivenFlags& given, ConvertOptions&) {
    const auto output = given.find("output");
    if (output == given.end() || !is_onnx_name(output->second.front())) return;
    for (const std::string flag : {"dtype", "in-chans"}) {
        if (!given.contains(flag)) continue;
        throw Error({"--" + flag + " does not apply to an .onnx file", "lumbar convert",
                     "OUT.safetensors or OUT.pt, or no --" + flag, output->second.front()},
                    ExitCode::usage);
    }
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

void run(const ConvertOptions& options) {
    StateDict state = read_state_dict(options.input, WeightsChoice{options.key, options.prefix});
    if (is_onnx_name(options.output)) {
        const std::string signature = export_onnx(net_of(options.input), state, options.output);
        std::printf("%s: %s\n", options.output.c_str(), signature.c_str());
        return;
    }
    if (options.input_channels) state = for_one_channel(state, options.input.string());
    if (options.dtype) state = with_dtype(state, *options.dtype);
    write_state_dict(options.output, state);
    copy_metadata(options.input, options.output);
    std::printf("%s: %zu tensors\n", options.output.c_str(), state.size());
}

}  // namespace

Command convert_command() {
    return make_command<ConvertOptions>(
        {.name = "convert",
         .usage = "IN OUT",
         .summary = "converts weights between .pt and .safetensors, and a net into .onnx",
         .examples = {"lumbar convert net.pt net.safetensors --dtype float16",
                      "lumbar convert nets/net.safetensors net.onnx"},
         .notes = "\nOUT.onnx is a net for other programs, such as ONNX Runtime and OpenVINO, in\n"
                  "float32. It needs IN's metadata, the .json beside it (docs/formats.md#onnx).\n"},
        declare, run, refuse_flags_of_weights_for_onnx);
}

}  // namespace lumbar
