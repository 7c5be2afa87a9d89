// Reads the frames, crops and points of a cache that `lumbar prepare` made, copied from mapped files.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "core/crop.h"
#include "core/keypoints.h"
#include "core/stack.h"
#include "prepare/cache_index.h"
#include "prepare/series_file.h"

namespace lumbar {

// Reading is safe from several threads.  A file is mapped for each call, which costs microseconds; its
// checksum is compared once, when it is first touched.  A file that is damaged or not the index's throws
// Error (data) naming it.
class SampleCache {
  public:
    // Throws Error (data) if the index is absent, malformed or of another version, or if a file is absent or
    // of another size than the index says.
    explicit SampleCache(const std::filesystem::path& folder);

    const std::vector<CachedSeries>& series() const { return index_.series; }
    const std::vector<LeftOutSeries>& left_out() const { return index_.left_out; }
    int locate_size() const { return index_.locate_size; }

    // Stage 1's input: all frames, or the middle `count` of them (all if there are fewer; nothing is padded).
    ByteStack locate_frames(const CachedSeries& series) const;  // [S,size,size]
    ByteStack locate_frames(const CachedSeries& series, int count) const;
    // The discs, likewise; levels without a crop are empty, and all are where the series has no points.
    Crops crops(const CachedSeries& series) const;  // five [S,256,256]
    Crops crops(const CachedSeries& series, int count) const;
    std::optional<Keypoints> points(const CachedSeries& series) const;

    // Throws Error (data) if the cache was made from another list of series than DIR's.
    void check(const std::filesystem::path& data) const;

  private:
    SeriesFile open(const CachedSeries& series) const;

    std::filesystem::path folder_;
    CacheIndex index_;
    mutable std::mutex guard_;
    mutable std::set<std::filesystem::path> verified_;
};

}  // namespace lumbar
