// What the competition knows of its studies, and the cache of their images: what every net is trained from.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "competition/folds.h"
#include "competition/labels.h"
#include "core/grades.h"
#include "prepare/sample_cache.h"

namespace lumbar {

inline constexpr int kAllStudies = -1;  // in place of a fold: a net of all studies, with none held out

struct TrainingSources {
    std::filesystem::path data, cache;
    std::optional<std::filesystem::path> pseudo_labels;   // a submission's layout
    std::optional<std::filesystem::path> dropped_labels;  // study_id,target,level
};

// What is known without a look at the images.
struct TrainingLists {
    // Throws Error (data) if a file is absent or malformed.
    explicit TrainingLists(const TrainingSources& sources);

    std::filesystem::path data;
    StudyFolds folds;                               // empty without metadata.csv
    std::map<std::string, StudyLabels> all_labels;  // to validate on
    std::map<std::string, StudyLabels> labels;      // to learn from: after dropping
    std::map<std::string, Grades> pseudo;

    // Whether a net of this fold (-1: of all studies) is validated on the study.  Throws Error (data) for a
    // study without a fold.
    bool is_held_out(const std::string& study, int fold) const;
    // Throws Error (usage) if no labelled study is of this fold, naming the folds there are; Error (data) if
    // it takes a metadata.csv and there is none.
    void require_fold(int fold) const;
};

struct TrainingSet : TrainingLists {
    explicit TrainingSet(const TrainingSources& sources);
    // Throws Error (data) if the cache is absent or was made from other data.
    TrainingSet(TrainingLists lists, const std::filesystem::path& cache_folder);

    SampleCache cache;
};

}  // namespace lumbar
