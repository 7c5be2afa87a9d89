// Reads the nets of a weights directory: pairs of NAME.safetensors (or .pt) and NAME.json, as the solution's
// training writes them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/recipe.h"
#include "files/json.h"
#include "models/grading_net.h"
#include "models/keypoint_net.h"
#include "nn/attention_pool.h"
#include "nn/compute_options.h"

namespace lumbar {

struct NetFile {
    std::filesystem::path weights;
    Recipe recipe;
    std::string model_type;  // "cnn25d_keypoint", "cnn25d_sagittal_1head", "cnn25d_sagittal_3heads"
    std::string backbone;    // as the .json names it: "hgnetv2_b5.ssld_stage2_ft_in1k"
    HgNetV2Scale scale;  // "backbone_scale": {"width": 0.5, "depth": 0.34, "head_width": 256}; absent: none
    PoolKind pool = PoolKind::attention_lstm;
    int fold = 0;
    bool is_finished = true;  // "finished"; false while a training run may still write better weights
    Json metadata;            // the whole .json, unknown keys too
};

// One pair, by its .json.  Throws Error (weights) naming the file and the key, also if its "recipe", which
// says what it was trained on, differs from the one of that name in `recipes`.
NetFile read_net_file(const std::filesystem::path& metadata, const std::vector<Recipe>& recipes);

struct NetSelection {
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // empty: all
};

// Every pair of the folder in the order of their names, manifest.json and calibration.json aside.  Weights
// without a .json, and other JSON files, are left out with a warning.  Throws Error (weights) if the folder
// holds none that is selected, or if any pair is damaged.
std::vector<NetFile> find_nets(const std::filesystem::path& folder, const std::vector<Recipe>& recipes,
                               const NetSelection& selection = {});

// Built from the .json, strictly loaded, ready for inference.
KeypointNet load_keypoint_net(const NetFile& file, const ComputeOptions& compute = {});
GradingNet load_grading_net(const NetFile& file, const ComputeOptions& compute = {});

KeypointNetConfig keypoint_net_config(const NetFile& file);
GradingNetConfig grading_net_config(const NetFile& file);

// The model_type that the solution gives the nets of a recipe.
std::string model_type_of(const Recipe& recipe);

}  // namespace lumbar
