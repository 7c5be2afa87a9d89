#include "train/locate_task.h"

#include <algorithm>
#include <utility>

#include "augment/augmentation.h"
#include "base/error.h"
#include "image/middle_frames.h"
#include "image/resize.h"
#include "train/computed_in.h"
#include "train/input_tensor.h"
#include "train/loss.h"

namespace lumbar {
namespace {

KeypointNet new_net(const NetFile& file, const TrainingSettings& settings) {
    KeypointNetConfig config = keypoint_net_config(file);
    config.backbone.drop_path = settings.drop_path;
    config.backbone.dropout = settings.dropout;
    config.backbone.checkpointing = settings.checkpointing;
    return KeypointNet(config);
}

torch::Tensor points_tensor(const Keypoints& points) {
    std::vector<float> numbers;
    for (const auto& disc : points) {
        for (const Point& point : disc) {
            numbers.push_back(static_cast<float>(point.x));
            numbers.push_back(static_cast<float>(point.y));
        }
    }
    return torch::tensor(numbers);  // [20]
}

// Distances [points] of predicted and true ones, [B,20] each, as shares of the image's side.
torch::Tensor point_distances(const torch::Tensor& points, const torch::Tensor& targets) {
    return (points - targets).view({-1, 2}).square().sum(1).sqrt();
}

}  // namespace

LocateTask::LocateTask(const TrainingSet& set, const NetFile& file, const TrainingSettings& settings,
                       const ComputeOptions& compute)
    : set_(set),
      recipe_(file.recipe),
      augmentation_(settings.augment),
      compute_(compute),
      net_(new_net(file, settings)) {
    for (const CachedSeries& series : set.cache.series()) {
        if (series.kind != recipe_.series || !series.has_crops) continue;
        (set.is_held_out(series.study_id, file.fold) ? validation_ : training_).push_back(series);
    }
    if (training_.empty()) {
        throw Error({"no series to train " + recipe_.name + " on", "",
                     std::string(series_kind_name(recipe_.series)) + " series with points outside fold " +
                         std::to_string(file.fold)});
    }
    net_->to(compute.device);
}

Sample LocateTask::make_sample(const ByteStack& frames, const Keypoints& points) const {
    const auto sized = resize(frames, recipe_.image_size, recipe_.image_size, Interpolation::cubic, 1);
    const auto input = middle_frames(sized, recipe_.frames);
    return {byte_tensor(input.frames), mask_tensor(input.mask), points_tensor(points), {}};
}

Sample LocateTask::sample(const SampleRequest& request) const {
    Random random(request.seed);
    const CachedSeries& series = training_[request.index];
    const ByteStack frames = set_.cache.locate_frames(series, recipe_.frames);
    const AugmentationPlan plan = draw_augmentation(augmentation_, random, frames.height, frames.width);
    Keypoints points = *set_.cache.points(series);
    for (auto& disc : points) {
        for (Point& point : disc) point = move_point(point, plan);
    }
    return make_sample(augment(frames, plan, random.bits(), 1), points);
}

Sample LocateTask::plain_sample(const CachedSeries& series) const {
    return make_sample(set_.cache.locate_frames(series, recipe_.frames), *set_.cache.points(series));
}

torch::Tensor LocateTask::loss(const Sample& batch, Random& /*random*/) {
    const auto frames = unit_range(batch.input);
    const auto features = computed_in(compute_, [&] { return net_->frame_features(frames); });
    return point_loss(net_->find_points(features, batch.mask), batch.targets);
}

Metrics LocateTask::validate() {
    if (validation_.empty()) return {};
    const torch::InferenceMode inference;
    constexpr std::size_t kBatch = 16;
    std::vector<torch::Tensor> points, targets;
    for (std::size_t first = 0; first < validation_.size(); first += kBatch) {
        std::vector<Sample> samples;
        for (std::size_t i = first; i < std::min(first + kBatch, validation_.size()); ++i) {
            samples.push_back(plain_sample(validation_[i]));
        }
        const Sample batch = to_device(stack_samples(samples), compute_.device);
        points.push_back(net_->forward(unit_range(batch.input), batch.mask).to(torch::kCPU, torch::kFloat32));
        targets.push_back(batch.targets.to(torch::kCPU));
    }
    const auto all_points = torch::cat(points), all_targets = torch::cat(targets);  // [N,20]
    const auto distance = point_distances(all_points, all_targets);
    const auto within = [&](double share) {
        return (distance <= share).to(torch::kFloat64).mean().item<double>();
    };
    return {{"l1", (all_points - all_targets).abs().mean().item<double>()},
            {"within_1", within(0.01)},
            {"within_2", within(0.02)},
            {"within_5", within(0.05)}};
}

}  // namespace lumbar
