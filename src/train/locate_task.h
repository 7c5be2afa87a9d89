// Stage 1: a sample is a series, its target the ten points, which move with the image.
#pragma once

#include <torch/torch.h>
#include <optional>
#include <vector>

#include "models/keypoint_net.h"
#include "models/registry.h"
#include "train/task.h"
#include "train/training_set.h"
#include "train/training_settings.h"

namespace lumbar {

class LocateTask : public Task {
  public:
    // Series of the recipe's kind that have points; those of the held-out fold are for validation.  `file`
    // says recipe, backbone and fold; the net is new.  Throws Error (data) if no series is left to train on.
    LocateTask(const TrainingSet& set, const NetFile& file, const TrainingSettings& settings,
               const ComputeOptions& compute);

    torch::nn::Module& net() override { return *net_; }
    std::size_t sample_count() const override { return training_.size(); }
    std::size_t validation_count() const override { return validation_.size(); }
    std::size_t unused_count() const override { return unused_; }
    Sample sample(const SampleRequest& request) const override;
    torch::Tensor loss(const Sample& batch, Random& random) override;
    // l1: mean distance a coordinate; within_1, within_2, within_5: share of the points whose distance is at
    // most so many per cent of the image.
    Metrics validate() override;

  private:
    Sample plain_sample(const CachedSeries& series) const;
    Sample make_sample(const ByteStack& frames, const Keypoints& points) const;

    const TrainingSet& set_;
    Recipe recipe_;
    AugmentationSettings augmentation_;
    ComputeOptions compute_;
    KeypointNet net_;
    std::vector<CachedSeries> training_, validation_;
    std::size_t unused_ = 0;
};

}  // namespace lumbar
