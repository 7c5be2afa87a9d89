// Reads train.csv into grades by study.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/findings.h"

namespace lumbar {

inline constexpr int kUnlabelled = -1;

// Index of the class, or kUnlabelled.
using StudyLabels = FindingTable<int>;

// By study id.  Blank fields are unlabelled.  Throws Error (data) for a missing column, an unknown value or a
// study listed twice, naming the line.
std::map<std::string, StudyLabels> read_labels(const std::filesystem::path& path);

}  // namespace lumbar
