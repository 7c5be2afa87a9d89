// Reads predictions to be scored: a submission, or the grades.csv of a graded folder.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "competition/labels.h"
#include "core/grades.h"

namespace lumbar {

// By row_id, as they stand there.  A study of a grades.csv goes by its UID, or by its patient's ID where the
// labels know that and not the UID.  Throws Error (data) for what
// read_submission refuses, and for a level, condition or side that does not exist.
std::map<std::string, Probabilities> read_predictions(const std::filesystem::path& path,
                                                      const std::map<std::string, StudyLabels>& labels);

}  // namespace lumbar
