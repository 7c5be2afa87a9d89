// Studies with labels and predictions, from golden files and made up.
#pragma once

#include <string>
#include <vector>

#include "score/metric.h"
#include "support/golden.h"

namespace lumbar::test {

// From the arrays "labels" and "predictions", whose names begin with `prefix`.
inline std::vector<ScoredStudy> golden_studies(const Golden& golden, const std::string& prefix = "") {
    const auto labels = golden.numbers(prefix + "labels"),
               predictions = golden.numbers(prefix + "predictions");
    std::vector<ScoredStudy> studies(static_cast<std::size_t>(golden.shape(prefix + "labels")[0]));
    std::size_t at = 0;
    for (ScoredStudy& study : studies) {
        for (std::size_t level = 0; level < kLevels; ++level) {
            for (std::size_t condition = 0; condition < kConditions; ++condition, ++at) {
                study.labels[level][condition] = static_cast<int>(labels[at]);
                for (std::size_t i = 0; i < kClasses; ++i) {
                    study.predictions[level][condition][i] = predictions[at * kClasses + i];
                }
            }
        }
    }
    return studies;
}

// Everything unlabelled, every prediction uniform.
inline ScoredStudy blank_study() {
    ScoredStudy study;
    for (auto& level : study.labels) level.fill(kUnlabelled);
    for (auto& level : study.predictions) level.fill({1.0 / 3, 1.0 / 3, 1.0 / 3});
    return study;
}

}  // namespace lumbar::test
