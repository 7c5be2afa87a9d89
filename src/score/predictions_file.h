// Reads predictions to be scored: a submission, or the grades.csv of a graded folder.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/grades.h"

namespace lumbar {

// By row_id, as they stand there; of a grades.csv the study is the study's UID.  Throws Error (data) for what
// read_submission refuses, and for a level, condition or side that does not exist.
std::map<std::string, Probabilities> read_predictions(const std::filesystem::path& path);

}  // namespace lumbar
