// Reads and writes each study's fold, in the solution's metadata.csv: a net of fold k has not seen the
// studies of fold k.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace lumbar {

inline constexpr const char* kFoldsName = "metadata.csv";
inline constexpr const char* kTrainSeriesName = "train_series_descriptions.csv";

using StudyFolds = std::map<std::string, int>;  // by study id

// Reads DIR/metadata.csv (study_id,series_id,series_description,fold: a row a series; only the first and the
// last column are looked at).  Studies that are listed nowhere else do no harm.  Throws Error (data) if the
// file is absent, if a fold is no whole number from 0 on, or if a study is in two folds, naming the line.
StudyFolds read_folds(const std::filesystem::path& data);

// Writes such a list: the rows of DIR/train_series_descriptions.csv with the fold of their study.  Throws
// Error (data) if that file is unusable, Error (output).
void write_folds(const std::filesystem::path& path, const std::filesystem::path& data,
                 const StudyFolds& folds);

}  // namespace lumbar
