#include "train/training_set.h"

#include <set>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "competition/label_list.h"
#include "competition/soft_labels.h"

namespace lumbar {

bool TrainingLists::is_held_out(const std::string& study, int fold) const {
    if (fold < 0) return false;
    const auto found = folds.find(study);
    if (found == folds.end()) {
        throw Error({"the study has no fold", kFoldsName, "a row of study " + study + ", or --folds -1"});
    }
    return found->second == fold;
}

void TrainingLists::require_fold(int fold) const {
    if (fold != kAllStudies && folds.empty()) read_folds(data);  // says that there is none
    std::set<int> known{kAllStudies};
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

TrainingLists::TrainingLists(const TrainingSources& sources)
    : data(sources.data), all_labels(read_labels(sources.data / "train.csv")), labels(all_labels) {
    if (std::filesystem::exists(data / kFoldsName)) folds = read_folds(data);
    if (sources.dropped_labels) {
        const int dropped = drop_labels(labels, read_label_list(*sources.dropped_labels));
        log_info(std::to_string(dropped) + " labels dropped, as listed in " +
                 sources.dropped_labels->string());
    }
    if (sources.pseudo_labels) pseudo = read_pseudo_labels(*sources.pseudo_labels);
}

TrainingSet::TrainingSet(const TrainingSources& sources)
    : TrainingSet(TrainingLists(sources), sources.cache) {}

TrainingSet::TrainingSet(TrainingLists lists, const std::filesystem::path& cache_folder)
    : TrainingLists(std::move(lists)), cache(cache_folder) {
    cache.check(data);
}

}  // namespace lumbar
