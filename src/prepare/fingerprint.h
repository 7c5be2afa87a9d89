// Computes a short text that changes whenever the sources of a part of the cache change.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/study.h"

namespace lumbar {

// Of a series: the names and sizes of the folder's files (not their contents, which would have to be read),
// its points, stage 1's image size, how the cache is laid out.  `points`: TrainingPoints::text_of.
std::string series_fingerprint(const std::string& study_id, const SeriesEntry& series,
                               std::string_view points, int locate_size);

// Of DIR/train_series_descriptions.csv.  Throws Error (data) if it cannot be read.
std::string list_fingerprint(const std::filesystem::path& data);

}  // namespace lumbar
