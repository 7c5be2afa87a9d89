// Builds a cache of the competition's training data: every sagittal series decoded, ordered, normalised,
// resized and cropped once, for training to map.
#pragma once

#include <cstddef>
#include <cstdint>

#include "prepare/prepare_options.h"

namespace lumbar {

struct PrepareSummary {
    std::size_t series = 0;  // in the list; prepared + kept + left_out
    std::size_t prepared = 0, kept = 0, left_out = 0;
    std::size_t without_points = 0;  // of those that are in the cache
    std::uint64_t bytes = 0;         // of all files of series
    double seconds = 0;
};

// CACHE/series/*.safetensors (series_file.h), then CACHE/index.json (cache_index.h).  A file that is whole
// and was made from the same source (fingerprint.h) is kept; so an interrupted run is taken up again.  A
// series that cannot be read is left out with a warning.  Throws Error (data) if the list or the points are
// unusable or no series at all could be prepared, Error (output) if the cache cannot be written; then there
// is no index, unless one was there before and no file of the cache has changed.
PrepareSummary prepare(const PrepareOptions& options);

}  // namespace lumbar
