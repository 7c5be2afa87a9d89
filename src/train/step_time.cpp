#include "train/step_time.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/timer.h"
#include "models/initialize.h"
#include "models/registry.h"
#include "nn/channels_last.h"
#include "optim/adamw.h"
#include "train/computed_in.h"

namespace lumbar {
namespace {

torch::Tensor made_up(std::vector<std::int64_t> shape, const ComputeOptions& compute) {
    return torch::rand(shape, torch::TensorOptions(compute.device));
}

torch::Tensor every_frame(std::int64_t samples, int frames, const ComputeOptions& compute) {
    return torch::ones({samples, frames}, torch::TensorOptions(compute.device).dtype(torch::kBool));
}

// A number that all of the net's weights have a part in.
torch::Tensor answer_of(KeypointNet& net, const Recipe& recipe, int samples, const ComputeOptions& compute) {
    const auto frames = made_up({samples, recipe.frames, 1, recipe.image_size, recipe.image_size}, compute);
    const auto features = computed_in(compute, [&] { return net->frame_features(frames); });
    return net->find_points(features, every_frame(samples, recipe.frames, compute)).sum();
}

torch::Tensor answer_of(GradingNet& net, const Recipe& recipe, int samples, const ComputeOptions& compute) {
    const auto discs =
        made_up({samples, kLevels, recipe.frames, 1, recipe.image_size, recipe.image_size}, compute);
    const auto features = computed_in(compute, [&] { return net->frame_features(discs); });
    const auto mask = every_frame(std::int64_t{samples} * kLevels, recipe.frames, compute);
    std::vector<torch::Tensor> pooled;
    for (std::size_t head = 0; head < recipe.heads.size(); ++head) {
        pooled.push_back(net->pool(head, features, mask));
    }
    return net->classify(pooled).sum();
}

template <class Net>
double time_part(Net net, const Recipe& recipe, const ComputeOptions& compute, int samples, double* step_s) {
    initialize_convolutions(*net);
    net->to(compute.device);
    use_channels_last(*net);
    net->train();
    AdamW optimizer(net->parameters(), {});
    double part_s = 0;
    for (int round = 0; round < 2; ++round) {
        const Timer part;
        optimizer.clear_gradients();
        answer_of(net, recipe, samples, compute).backward();
        net->parameters().front().grad().sum().template item<float>();  // waits for a GPU
        part_s = round == 0 ? part.seconds() : std::min(part_s, part.seconds());
        const Timer step;
        optimizer.step(0);
        net->parameters().front().sum().template item<float>();
        *step_s = step.seconds();
    }
    return part_s;
}

}  // namespace

double time_step(const TrainingRun& run, const ComputeOptions& compute) {
    const int samples =
        compute.device.is_cuda() ? std::max(1, run.settings.batch / run.settings.accumulate) : 1;
    const Recipe& recipe = run.net.recipe;
    double step_s = 0;
    const double part_s =
        recipe.stage == Stage::locate
            ? time_part(KeypointNet(keypoint_net_config(run.net)), recipe, compute, samples, &step_s)
            : time_part(GradingNet(grading_net_config(run.net)), recipe, compute, samples, &step_s);
    return part_s * run.settings.batch / samples + step_s;
}

}  // namespace lumbar
