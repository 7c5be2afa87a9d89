#include "score/denoise.h"

#include <cstddef>

namespace lumbar {

LabelList find_noisy_labels(const std::map<std::string, StudyLabels>& labels,
                            const std::map<std::string, Probabilities>& predictions, double threshold) {
    LabelList noisy;
    for (const auto& [study, study_labels] : labels) {
        for (const Finding& finding : all_findings()) {
            const int label = study_labels[finding];
            if (label == kUnlabelled) continue;
            const auto row = predictions.find(row_id(study, finding));
            if (row == predictions.end()) continue;
            const double distance = 1 - row->second[static_cast<std::size_t>(label)];
            if (distance > threshold) noisy.push_back({study, finding});
        }
    }
    return noisy;
}

}  // namespace lumbar
