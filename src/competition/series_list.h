// Reads the competition's list of series into the studies that are to be read.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "core/study.h"

namespace lumbar {

enum class Split { train, test };
std::string_view split_name(Split split);  // "train", "test"

// Reads DIR/{train,test}_series_descriptions.csv: every listed study once, in the file's order, with its
// sagittal series below DIR/{train,test}_images.  Warns about: duplicate rows, unknown descriptions, a study
// whose folder is absent, folders of studies that are not listed.  Throws Error (data) if the CSV is unusable
// or lists no study.
std::vector<StudyEntry> read_series_list(const std::filesystem::path& data, Split split);

}  // namespace lumbar
