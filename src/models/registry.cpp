#include "models/registry.h"

#include <algorithm>

#include "base/error.h"
#include "base/excerpt.h"
#include "base/json_differences.h"
#include "config/ensemble_plan.h"
#include "config/recipe_json.h"
#include "models/inference.h"
#include "nn/skip_initialization.h"
#include "nn/state_dict.h"
#include "nn/weights_format.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKeypoint = "cnn25d_keypoint";
constexpr const char* kOneHead = "cnn25d_sagittal_1head";
constexpr const char* kThreeHeads = "cnn25d_sagittal_3heads";

PoolKind parse_pool(const std::string& name) {
    if (name == "Attention") return PoolKind::attention;
    if (name == "AttentionLSTM") return PoolKind::attention_lstm;
    throw Error({"unknown attn_type", "", "Attention or AttentionLSTM", name}, ExitCode::weights);
}

HgNetV2Scale parse_scale(const Json& metadata) {
    HgNetV2Scale scale;
    if (const auto found = metadata.find("backbone_scale"); found != metadata.end()) {
        scale.width = found->value("width", scale.width);
        scale.depth = found->value("depth", scale.depth);
        scale.head_width = found->value("head_width", scale.head_width);
    }
    return scale;
}

fs::path weights_beside(const fs::path& metadata) {
    std::vector<fs::path> weights;
    std::string others;
    for (const auto& entry : fs::directory_iterator(fs::absolute(metadata).parent_path())) {
        const fs::path name = entry.path().filename();
        if (name.stem() != metadata.stem() || name == metadata.filename()) continue;
        if (find_weights_format(name)) {
            weights.push_back(metadata.parent_path() / name);
        } else {
            others += (others.empty() ? "" : ", ") + name.string();
        }
    }
    const auto rank = [](const fs::path& path) {
        return std::make_pair(weights_format(path) != WeightsFormat::safetensors, path);
    };
    if (!weights.empty()) {
        return *std::min_element(weights.begin(), weights.end(),
                                 [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    }
    throw Error({"no weights beside the metadata", metadata.string(),
                 "the same name with .safetensors, .pt, .pth, .bin or .ckpt", others},
                ExitCode::weights);
}

void check_model_type(const NetFile& net) {
    const std::string expected = model_type_of(net.recipe);
    if (net.model_type != expected) {
        throw Error({"model_type does not fit recipe " + net.recipe.name, "", expected, net.model_type},
                    ExitCode::weights);
    }
}

// A net that is shown other frames, sizes or findings than in training answers, but wrongly.
void check_input(const NetFile& net) {
    const int channels = net.metadata.value("channels", 1);
    if (channels != 1)
        throw Error({"\"channels\" of a frame", "", "1", std::to_string(channels)}, ExitCode::weights);
    const auto trained = net.metadata.find("recipe");
    if (trained == net.metadata.end()) return;  // the solution's own files do not say
    const std::string differences = json_differences(json_of(recipe_of(*trained)), json_of(net.recipe));
    if (differences.empty()) return;
    throw Error({"the net was trained on another input than its folder's recipe states (" + differences + ")",
                 "", "the manifest.json that it was trained with, beside it"},
                ExitCode::weights);
}

bool is_selected(const NetFile& net, const NetSelection& selection) {
    const auto chosen = [](const auto& wanted, const auto& value) {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    };
    return chosen(selection.folds, net.fold) && chosen(selection.recipes, net.recipe.name);
}

template <class Net, class Config>
Net load(const Config& config, const NetFile& file, const ComputeOptions& compute) {
    Net net = [&] {
        const SkipInitialization all_is_loaded_below;
        return Net(config);
    }();
    load_state_dict(*net, read_state_dict(file.weights), file.weights.string());
    prepare_for_inference(*net, compute);
    return net;
}

}  // namespace

std::string model_type_of(const Recipe& recipe) {
    if (recipe.stage == Stage::locate) return kKeypoint;
    return recipe.heads.size() == 1 ? kOneHead : kThreeHeads;
}

NetFile read_net_file(const fs::path& metadata_path, const std::vector<Recipe>& recipes) {
    try {
        NetFile net;
        net.metadata = read_json(metadata_path);
        net.recipe = find_recipe(recipes, net.metadata.at("config_file").get<std::string>());
        net.model_type = net.metadata.at("model_type").get<std::string>();
        net.backbone = net.metadata.at("backbone").get<std::string>();
        net.scale = parse_scale(net.metadata);
        net.pool = parse_pool(net.metadata.at("attn_type").get<std::string>());
        net.fold = net.metadata.at("fold").get<int>();
        net.is_finished = net.metadata.value("finished", true);
        check_model_type(net);
        check_input(net);
        hgnetv2_config(net.backbone, net.scale);  // names and ranges are checked before anything is loaded
        net.weights = weights_beside(metadata_path);
        return net;
    } catch (const Json::exception& e) {
        throw Error({"the metadata is incomplete", metadata_path.string(), "", json_reason(e)},
                    ExitCode::weights);
    } catch (const Error& e) {
        if (e.parts().where == metadata_path) throw Error(e.parts(), ExitCode::weights);
        ErrorParts parts = e.parts();
        parts.where = metadata_path.string();
        throw Error(parts, ExitCode::weights);
    }
}

std::vector<NetFile> find_nets(const fs::path& folder, const std::vector<Recipe>& recipes,
                               const NetSelection& selection) {
    if (!fs::is_directory(folder)) {
        throw Error({"no weights directory", folder.string(), "a folder"}, ExitCode::weights);
    }
    std::vector<fs::path> metadata;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".json" && entry.path().filename() != kManifestName) {
            metadata.push_back(entry.path());
        }
    }
    std::sort(metadata.begin(), metadata.end());
    std::vector<NetFile> nets;
    for (const fs::path& path : metadata) {
        NetFile net = read_net_file(path, recipes);
        if (is_selected(net, selection)) nets.push_back(std::move(net));
    }
    if (nets.empty()) {
        throw Error({"no net in the weights directory" + std::string(metadata.empty() ? "" : " is selected"),
                     folder.string(), "pairs of NAME.safetensors and NAME.json"},
                    ExitCode::weights);
    }
    return nets;
}

KeypointNetConfig keypoint_net_config(const NetFile& file) {
    return {hgnetv2_config(file.backbone, file.scale), file.pool};
}

GradingNetConfig grading_net_config(const NetFile& file) {
    GradingNetConfig config{hgnetv2_config(file.backbone, file.scale), file.pool, {}};
    for (const auto& head : file.recipe.heads) config.head_findings.push_back(static_cast<int>(head.size()));
    return config;
}

KeypointNet load_keypoint_net(const NetFile& file, const ComputeOptions& compute) {
    return load<KeypointNet>(keypoint_net_config(file), file, compute);
}

GradingNet load_grading_net(const NetFile& file, const ComputeOptions& compute) {
    return load<GradingNet>(grading_net_config(file), file, compute);
}

}  // namespace lumbar
