// Tasks on the small prepared data set, and what they are asked for.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "train/grade_task.h"
#include "train/locate_task.h"
#include "training_data.h"

namespace lumbar::test {

inline constexpr const char* kThreeHeads = "stage2_s2_sp1";
inline constexpr std::size_t kStudies = 8;

inline TrainingSet drawn_set() {
    return TrainingSet(TrainingData::drawn().sources());
}

inline GradeTask grade_task(const TrainingSet& set, const TrainingRun& run) {
    return {set, run.net, run.settings, {}};
}

inline LocateTask locate_task(const TrainingSet& set, const TrainingRun& run) {
    return {set, run.net, run.settings, {}};
}

inline std::vector<SampleRequest> requests(std::size_t count) {
    std::vector<SampleRequest> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back({i, 100 + i});
    return all;
}

inline Sample batch_of(const Task& task, std::size_t count) {
    std::vector<Sample> samples;
    for (const SampleRequest& request : requests(count)) samples.push_back(task.sample(request));
    return stack_samples(samples);
}

inline void unlabel(TrainingSet& set, const std::set<std::size_t>& conditions) {
    for (auto* all : {&set.labels, &set.all_labels}) {
        for (auto& [id, labels] : *all) {
            for (auto& level : labels) {
                for (const std::size_t condition : conditions) level[condition] = kUnlabelled;
            }
        }
    }
}

inline double loss_of(GradeTask& task, const Sample& batch) {
    Random random(77);
    return task.loss(batch, random).item<double>();
}

}  // namespace lumbar::test
