#include "models/registry.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "config/calibration.h"
#include "config/ensemble_plan.h"
#include "config/recipe_json.h"
#include "files/json_differences.h"
#include "files/json_fields.h"
#include "models/inference.h"
#include "nn/skip_initialization.h"
#include "weight_files/state_dict.h"
#include "weight_files/weights_format.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKeypoint = "cnn25d_keypoint";
constexpr const char* kOneHead = "cnn25d_sagittal_1head";
constexpr const char* kThreeHeads = "cnn25d_sagittal_3heads";
constexpr int kMostHeadWidth = 1 << 16, kMostFolds = 1000;

PoolKind parse_pool(const std::string& name) {
    if (name == "Attention") return PoolKind::attention;
    if (name == "AttentionLSTM") return PoolKind::attention_lstm;
    throw Error({"unknown attn_type", "", "Attention or AttentionLSTM", name}, ExitCode::weights);
}

HgNetV2Scale parse_scale(const JsonFields& metadata) {
    HgNetV2Scale scale;
    if (!metadata.has("backbone_scale")) return scale;
    constexpr double kLeast = 1e-3, kMost = 1e3;  // what fits is checked by hgnetv2_config
    const JsonFields fields(metadata.object("backbone_scale"), "backbone_scale", ExitCode::weights);
    fields.require_known_keys({"width", "depth", "head_width"});
    if (fields.has("width")) scale.width = fields.number("width", kLeast, kMost);
    if (fields.has("depth")) scale.depth = fields.number("depth", kLeast, kMost);
    if (fields.has("head_width")) scale.head_width = fields.whole_number("head_width", 0, kMostHeadWidth);
    return scale;
}

// The files of the same name with an ending of weights, safetensors first; `others`: of another ending.
std::vector<fs::path> weights_beside(const fs::path& metadata, std::string& others) {
    std::vector<fs::path> weights;
    for (const auto& entry : fs::directory_iterator(fs::absolute(metadata).parent_path())) {
        const fs::path name = entry.path().filename();
        if (name.stem() != metadata.stem() || name == metadata.filename()) continue;
        if (find_weights_format(name)) {
            weights.push_back(metadata.parent_path() / name);
        } else {
            others += (others.empty() ? "" : ", ") + name.string();
        }
    }
    std::sort(weights.begin(), weights.end(), [](const fs::path& a, const fs::path& b) {
        const auto rank = [](const fs::path& path) {
            return std::make_pair(weights_format(path) != WeightsFormat::safetensors, path);
        };
        return rank(a) < rank(b);
    });
    return weights;
}

fs::path require_weights(const fs::path& metadata) {
    std::string others;
    const auto weights = weights_beside(metadata, others);
    if (!weights.empty()) return weights.front();
    throw Error({"no weights beside the metadata", metadata.string(),
                 "the same name with .safetensors, .pt, .pth, .bin or .ckpt", others},
                ExitCode::weights);
}

// A JSON file of another kind, such as a dataset's description or the index of a cache.
bool is_no_net(const fs::path& json) {
    std::string others;
    if (!weights_beside(json, others).empty()) return false;
    try {
        const Json read = read_json(json);
        return !read.is_object() || !read.contains("config_file");
    } catch (const Error&) {
        return true;
    }
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
    const JsonFields fields(net.metadata, "", ExitCode::weights);
    if (fields.has("channels")) fields.whole_number("channels", 1, 1);
    if (!fields.has("recipe")) return;  // the solution's own files do not say
    const Recipe trained = recipe_of(fields.object("recipe"), "recipe");
    const std::string differences = json_differences(json_of(trained), json_of(net.recipe));
    if (differences.empty()) return;
    throw Error({"the net was trained on another input than its folder's recipe states (" + differences + ")",
                 "", "the manifest.json that it was trained with, beside it"},
                ExitCode::weights);
}

// The .json of each net, by name.  What looks like a net and is none is a warning: it may be one that is
// meant.
std::vector<fs::path> find_metadata(const fs::path& folder) {
    std::vector<fs::path> metadata, weights;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const fs::path& path = entry.path();
        if (path.extension() == ".json" && path.filename() != kManifestName &&
            path.filename() != kCalibrationName)
            metadata.push_back(path);
        if (find_weights_format(path.filename())) weights.push_back(path);
    }
    std::sort(metadata.begin(), metadata.end());
    std::sort(weights.begin(), weights.end());
    for (fs::path path : weights) {
        const std::string name = path.string();
        if (!fs::exists(path.replace_extension(".json"))) {
            log_warning(name + ": left out: there is no " + path.filename().string() + " beside it");
        }
    }
    std::erase_if(metadata, [](const fs::path& path) {
        if (!is_no_net(path)) return false;
        log_warning(path.string() +
                    ": passed over: it is no net's metadata, and there are no weights of its name");
        return true;
    });
    return metadata;
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
        const JsonFields fields(net.metadata, "", ExitCode::weights);
        net.recipe = find_recipe(recipes, fields.text("config_file"));
        net.model_type = fields.text("model_type");
        net.backbone = fields.text("backbone");
        net.scale = parse_scale(fields);
        net.pool = parse_pool(fields.text("attn_type"));
        net.fold = fields.whole_number("fold", -1, kMostFolds);  // -1: of all studies
        if (fields.has("finished")) net.is_finished = fields.boolean("finished");
        check_model_type(net);
        check_input(net);
        hgnetv2_config(net.backbone, net.scale);  // names and ranges are checked before anything is loaded
        net.weights = require_weights(metadata_path);
        return net;
    } catch (const Error& e) {
        if (e.parts().where == metadata_path) throw Error(e.parts(), ExitCode::weights);
        throw Error({e.what(), metadata_path.string()}, ExitCode::weights);
    }
}

std::vector<NetFile> find_nets(const fs::path& folder, const std::vector<Recipe>& recipes,
                               const NetSelection& selection) {
    if (!fs::is_directory(folder)) {
        throw Error({"no weights directory", folder.string(), "a folder"}, ExitCode::weights);
    }
    const std::vector<fs::path> metadata = find_metadata(folder);
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
