#include "score/denoise.h"

#include <cstddef>

namespace lumbar {

LabelList find_noisy_labels(const std::map<std::string, StudyLabels>& labels,
                            const std::map<std::string, Probabilities>& predictions, double threshold) {
    LabelList noisy;
    for (const auto& [study, study_labels] : labels) {
        for (int level = 0; level < kLevels; ++level) {
            for (int finding = 0; finding < kConditions; ++finding) {
                const auto condition = static_cast<Condition>(finding);
                const int label =
                    study_labels[static_cast<std::size_t>(level)][static_cast<std::size_t>(finding)];
                if (label == kUnlabelled) continue;
                const auto row = predictions.find(row_id(study, condition, level));
                if (row == predictions.end()) continue;
                const double distance = 1 - row->second[static_cast<std::size_t>(label)];
                if (distance > threshold) noisy.push_back({study, condition, level});
            }
        }
    }
    return noisy;
}

}  // namespace lumbar
