// Reads each study's fold from the solution's metadata.csv: a net of fold k has not seen the studies of
// fold k.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace lumbar {

inline constexpr const char* kFoldsName = "metadata.csv";

using StudyFolds = std::map<std::string, int>;  // by study id

// Reads DIR/metadata.csv (study_id,series_id,series_description,fold: a row a series; only the first and the
// last column are looked at).  Studies that are listed nowhere else do no harm.  Throws Error (data) if the
// file is absent, if a fold is no whole number from 0 on, or if a study is in two folds, naming the line.
StudyFolds read_folds(const std::filesystem::path& data);

}  // namespace lumbar
