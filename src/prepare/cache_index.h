// The list of what a cache holds, to and from CACHE/index.json.  It is written last: where it is, the cache
// is whole.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "prepare/series_file.h"

namespace lumbar {

struct LeftOutSeries {
    std::string study_id, series_id, why;
};

struct CacheIndex {
    int locate_size = 0;
    std::string list_fingerprint;  // of the list of series that the cache was made from
    std::vector<CachedSeries> series;
    std::vector<LeftOutSeries> left_out;
};

std::filesystem::path index_path(const std::filesystem::path& cache);

// Throws Error (output).
void write_index(const std::filesystem::path& cache, const CacheIndex& index);

// Files come back as paths below `cache`.  Throws Error (data) if there is none, or one of another version.
CacheIndex read_index(const std::filesystem::path& cache);

}  // namespace lumbar
