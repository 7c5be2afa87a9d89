#include "train/training_set.h"

#include <set>

#include "base/error.h"
#include "base/log.h"
#include "score/label_list.h"
#include "score/soft_labels.h"

namespace lumbar {

bool TrainingSet::is_held_out(const std::string& study, int fold) const {
    if (fold < 0) return false;
    const auto found = folds.find(study);
    if (found == folds.end()) {
        throw Error({"the study has no fold", kFoldsName, "a row of study " + study + ", or --fold -1"});
    }
    return found->second == fold;
}

void TrainingSet::require_fold(int fold) const {
    std::set<int> known{-1};
    for (const auto& [study, number] : folds) {
        if (labels.contains(study)) known.insert(number);
    }
    if (known.contains(fold)) return;
    std::string names;
    for (const int number : known) names += (names.empty() ? "" : ", ") + std::to_string(number);
    throw Error({"no study is of this fold", kFoldsName, "one of " + names + " (-1: all studies)",
                 std::to_string(fold)},
                ExitCode::usage);
}

TrainingSet::TrainingSet(const TrainingSources& sources)
    : cache(sources.cache), all_labels(read_labels(sources.data / "train.csv")), labels(all_labels) {
    cache.check(sources.data);
    if (std::filesystem::exists(sources.data / kFoldsName)) folds = read_folds(sources.data);
    if (sources.dropped_labels) {
        const int dropped = drop_labels(labels, read_label_list(*sources.dropped_labels));
        log_info(std::to_string(dropped) + " labels dropped, as listed in " +
                 sources.dropped_labels->string());
    }
    if (sources.pseudo_labels) pseudo = read_pseudo_labels(*sources.pseudo_labels);
}

}  // namespace lumbar
