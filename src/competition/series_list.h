// Reads the competition's list of series into the studies that are to be read.
#pragma once

#include <filesystem>
#include <vector>

#include "base/enum_names.h"
#include "core/study.h"

namespace lumbar {

enum class Split { train, test };

inline constexpr EnumNames<Split, 2> kSplitNames = {{{Split::test, "test"}, {Split::train, "train"}}};

// Reads DIR/{train,test}_series_descriptions.csv: every listed study once, in the file's order, with its
// sagittal series below DIR/{train,test}_images.  Warns about: duplicate rows, unknown descriptions, a study
// whose folder is absent, folders of studies that are not listed.  Throws Error (data) if the CSV is unusable
// or lists no study.
std::vector<StudyEntry> read_series_list(const std::filesystem::path& data, Split split);

}  // namespace lumbar
