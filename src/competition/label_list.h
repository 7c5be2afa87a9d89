// A list of labels not to learn from (the solution's noisy_target_level_threshold0.85.csv): read, written,
// applied.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "competition/labels.h"
#include "core/findings.h"

namespace lumbar {

struct LabelPlace {
    std::string study;
    Finding finding;

    bool operator==(const LabelPlace&) const = default;
};

using LabelList = std::vector<LabelPlace>;

// study_id,target,level: "spinal_canal_stenosis" or "Spinal Canal Stenosis", "l1_l2" or "L1/L2".  Throws
// Error (data) naming the line of a target or level that is unknown.
LabelList read_label_list(const std::filesystem::path& path);

// In the solution's spelling: "spinal_canal_stenosis", "l1_l2".
void write_label_list(const std::filesystem::path& path, const LabelList& list);

// Makes the listed labels kUnlabelled and says how many of them were labelled.  Studies of the list that
// `labels` lacks are counted in a warning.
int drop_labels(std::map<std::string, StudyLabels>& labels, const LabelList& list);

}  // namespace lumbar
