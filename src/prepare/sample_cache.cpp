#include "prepare/sample_cache.h"

#include <cstdint>
#include <string>
#include <system_error>

#include "base/error.h"
#include "prepare/fingerprint.h"

namespace lumbar {

SampleCache::SampleCache(const std::filesystem::path& folder) : folder_(folder), index_(read_index(folder)) {
    for (const CachedSeries& series : index_.series) {
        std::error_code reason;
        const std::uintmax_t bytes = std::filesystem::file_size(series.file, reason);
        if (!reason && bytes == series.bytes) continue;
        throw Error({"a file of the cache is not as its index says (prepare it again)", series.file.string(),
                     std::to_string(series.bytes) + " bytes",
                     reason ? reason.message() : std::to_string(bytes) + " bytes"});
    }
}

SeriesFile SampleCache::open(const CachedSeries& series) const {
    SeriesFile file(series.file);
    {
        const std::lock_guard lock(guard_);
        if (verified_.contains(series.file)) return file;
    }
    const bool is_same =
        file.series().series_id == series.series_id && file.series().frames == series.frames &&
        file.series().has_crops == series.has_crops &&
        file.series().is_empty_level == series.is_empty_level && file.locate_size() == index_.locate_size;
    const std::uint32_t actual = file.actual_crc32();
    if (!is_same || actual != series.crc32) {
        throw Error({"a file of the cache is damaged or another one (prepare it again)", series.file.string(),
                     "series " + series.series_id + " of CRC-32 " + std::to_string(series.crc32),
                     "series " + file.series().series_id + " of " + std::to_string(actual)});
    }
    const std::lock_guard lock(guard_);
    verified_.insert(series.file);
    return file;
}

ByteStack SampleCache::locate_frames(const CachedSeries& series) const {
    return locate_frames(series, series.frames);
}

ByteStack SampleCache::locate_frames(const CachedSeries& series, int count) const {
    return open(series).frames(count);
}

Crops SampleCache::crops(const CachedSeries& series) const {
    return crops(series, series.frames);
}

Crops SampleCache::crops(const CachedSeries& series, int count) const {
    return open(series).crops(count);
}

std::optional<Keypoints> SampleCache::points(const CachedSeries& series) const {
    return open(series).points();
}

void SampleCache::check(const std::filesystem::path& data) const {
    const std::string found = list_fingerprint(data);
    if (found == index_.list_fingerprint) return;
    throw Error({"the cache was made from other data (prepare it again)", folder_.string(),
                 "the list of series in " + data.string() + " (" + found + ")", index_.list_fingerprint});
}

}  // namespace lumbar
