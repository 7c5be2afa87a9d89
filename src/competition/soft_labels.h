// Labels as class probabilities: certain ones from train.csv, an ensemble's opinion from a CSV of
// predictions.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "competition/labels.h"
#include "core/grades.h"

namespace lumbar {

// Empty where there is no label.
using SoftLabels = Grades;

SoftLabels one_hot(const StudyLabels& labels);

// row_id,normal_mild,moderate,severe, as a submission is laid out, by study id.  Not all findings of a study
// need be there.  Throws Error (data) for what is no submission and for rows that name no finding.
std::map<std::string, SoftLabels> read_pseudo_labels(const std::filesystem::path& path);

}  // namespace lumbar
