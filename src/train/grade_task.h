// Stage 2: a sample is a study - one of its series by chance, all five discs -, its target the grades.
#pragma once

#include <torch/torch.h>
#include <string>
#include <vector>

#include "models/ensemble.h"
#include "models/grading_net.h"
#include "models/registry.h"
#include "train/task.h"
#include "train/training_set.h"
#include "train/training_settings.h"

namespace lumbar {

class GradeTask : public Task {
  public:
    // Studies with a label of the recipe's findings and a series of its kind that has crops; those without
    // are counted in a log line.  Otherwise as LocateTask.
    GradeTask(const TrainingSet& set, const NetFile& file, const TrainingSettings& settings,
              const ComputeOptions& compute);

    torch::nn::Module& net() override { return *ensemble_.nets.front(); }
    std::size_t sample_count() const override { return training_.size(); }
    std::size_t validation_count() const override { return validation_.size(); }
    std::size_t unused_count() const override { return unused_; }
    Sample sample(const SampleRequest& request) const override;
    // Cutmix of the frames' features (not for the spinal canal, which has no sides), manifold mixup of the
    // pooled ones, then the labels' loss and the pseudo labels'.
    torch::Tensor loss(const Sample& batch, Random& random) override;
    // score: the competition's, over the findings of the recipe, without test-time rotations; and its parts.
    // By all labels, dropped ones too: otherwise the score would rise with what is dropped.
    Metrics validate() override;
    // The class prior of the labels to learn from.
    Metrics prior() const override;

  private:
    struct Study {
        std::string id;
        std::vector<CachedSeries> series;
    };

    torch::Tensor targets(const Grades& grades, const Crops& crops, bool reversed) const;  // [5,findings,3]
    bool has_labels(const StudyLabels& labels) const;
    GradingNet& grader() { return ensemble_.nets.front(); }

    const TrainingSet& set_;
    Recipe recipe_;
    std::vector<Condition> findings_;
    TrainingSettings settings_;
    ComputeOptions compute_;
    Ensemble<GradingNet> ensemble_;
    std::vector<Study> training_, validation_;
    std::size_t unused_ = 0;
};

}  // namespace lumbar
