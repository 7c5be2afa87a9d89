#include "train/locate_task.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "augment/augmentation_plan.h"
#include "base/error.h"
#include "image/middle_frames.h"
#include "image/resize.h"
#include "nn/frames_tensor.h"
#include "score/point_score.h"
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

}  // namespace

LocateTask::LocateTask(const TrainingSet& set, const NetFile& file, const TrainingSettings& settings,
                       const ComputeOptions& compute)
    : set_(set),
      recipe_(file.recipe),
      augmentation_(settings.augment),
      compute_(compute),
      net_(new_net(file, settings)) {
    for (const CachedSeries& series : set.cache.series()) {
        if (series.kind != recipe_.series) continue;
        if (!series.has_crops) {
            ++unused_;
            continue;
        }
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
    return {byte_tensor(input.frames), mask_tensor(input.mask), answer_of(points), {}};
}

Sample LocateTask::sample(const SampleRequest& request) const {
    Random random(request.seed);
    const CachedSeries& series = training_[request.index];
    const ByteStack frames = set_.cache.locate_frames(series, recipe_.frames);
    const AugmentationPlan plan = draw_augmentation(augmentation_, random, {frames.height, frames.width});
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
    PointScore score;
    for (std::size_t first = 0; first < validation_.size(); first += kBatch) {
        std::vector<Sample> samples;
        for (std::size_t i = first; i < std::min(first + kBatch, validation_.size()); ++i) {
            samples.push_back(plain_sample(validation_[i]));
        }
        const Sample batch = to_device(stack_samples(samples), compute_.device);
        const auto points =
            net_->forward(unit_range(batch.input), batch.mask).to(torch::kCPU, torch::kFloat32);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            score.add(keypoints_of(numbers_of(points[static_cast<std::int64_t>(i)])),
                      keypoints_of(numbers_of(samples[i].targets)));
        }
    }
    return {{"l1", score.mean_error()},
            {"within_1", score.within_1()},
            {"within_2", score.within_2()},
            {"within_5", score.within_5()}};
}

}  // namespace lumbar
