#include "models/untrained.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "models/initialize.h"
#include "models/registry.h"
#include "weight_files/state_dict.h"

namespace lumbar {
namespace {

// Levels at even distances down the middle of the image; T2: a point on either side of the disc, T1: both
// close together.
torch::Tensor plausible_spine(SeriesKind series) {
    const double half_gap = series == SeriesKind::sagittal_t2 ? 0.07 : 0.01;
    auto points = torch::empty({kLevels, 2, 2});
    for (int level = 0; level < kLevels; ++level) {
        for (int side = 0; side < 2; ++side) {
            points[level][side][0] = 0.45 + (side == 0 ? -half_gap : half_gap);
            points[level][side][1] = 0.22 + 0.13 * level;
        }
    }
    return points.flatten();  // [20]
}

// [1,S,1,H,W]: as many as give the last layers, of a point for 32 px, enough points to take a variance of.
torch::Tensor random_frames(const Recipe& recipe) {
    constexpr int kPoints = 128, kReduction = 32;
    const int side = std::max(1, recipe.image_size / kReduction);
    const int frames = std::max(2, kPoints / (side * side));
    return torch::rand({1, frames, 1, recipe.image_size, recipe.image_size});
}

// Gives batch normalisation the statistics of random frames, as training would: without them numbers grow
// from layer to layer, beyond what float16 holds.  Returns what the net, now in evaluation mode, makes of
// these frames [B,S,C].
template <class Net>
torch::Tensor calibrate(Net& net, const torch::Tensor& frames) {
    for (const auto& module : net->modules(/*include_self=*/false)) {
        if (auto* norm = module->template as<torch::nn::BatchNorm2d>()) norm->options.momentum(1.0);
    }
    net->train();
    net->frame_features(frames);
    net->eval();
    return net->frame_features(frames);
}

// Sets fc so that the points move around the spine with the image, by at most `kLargestMove` in the logit.
void set_plausible_answer(KeypointNet& net, const torch::Tensor& features, SeriesKind series) {
    constexpr double kLargestMove = 0.02;
    const auto spine = plausible_spine(series);
    auto parameters = net->named_parameters();
    torch::Tensor& weight = parameters["fc.weight"];
    weight.mul_(kLargestMove / torch::matmul(features, weight.t()).abs().max());
    parameters["fc.bias"].copy_((spine / (1 - spine)).log());
}

Json metadata_of(const Recipe& recipe, std::uint64_t seed, const UntrainedSize& size) {
    Json metadata = {{"config_file", "cfg_" + recipe.name},
                     {"model_type", model_type_of(recipe)},
                     {"attn_type", recipe.stage == Stage::locate ? "Attention" : "AttentionLSTM"},
                     {"backbone", size.backbone},
                     {"fold", 0},
                     {"seed", seed},
                     {"metrics", Json::object()},
                     {"untrained", true}};
    const HgNetV2Scale& scale = size.scale;
    if (scale != HgNetV2Scale{}) {
        metadata["backbone_scale"] = {
            {"width", scale.width}, {"depth", scale.depth}, {"head_width", scale.head_width}};
    }
    return metadata;
}

StateDict untrained_state(const Recipe& recipe, const UntrainedSize& size) {
    const torch::NoGradGuard no_grad;
    NetFile net;
    net.recipe = recipe;
    net.backbone = size.backbone;
    net.scale = size.scale;
    if (recipe.stage == Stage::grade) {
        GradingNet grader(grading_net_config(net));
        initialize_convolutions(*grader);
        calibrate(grader, random_frames(recipe).unsqueeze(0));
        return state_dict_of(*grader);
    }
    net.pool = PoolKind::attention;
    KeypointNet locator(keypoint_net_config(net));
    initialize_convolutions(*locator);
    set_plausible_answer(locator, calibrate(locator, random_frames(recipe)), recipe.series);
    return state_dict_of(*locator);
}

}  // namespace

void write_untrained_nets(const std::filesystem::path& folder, const std::vector<Recipe>& recipes,
                          std::uint64_t seed, const UntrainedSize& size) {
    std::filesystem::create_directories(folder);
    torch::manual_seed(seed);
    for (const Recipe& recipe : recipes) {
        const auto base = folder / ("cfg_" + recipe.name + "_fold0_untrained");
        write_state_dict(base.string() + ".safetensors", untrained_state(recipe, size));
        write_file_atomically(base.string() + ".json", metadata_of(recipe, seed, size).dump(4) + "\n");
    }
}

}  // namespace lumbar
