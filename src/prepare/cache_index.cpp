#include "prepare/cache_index.h"

#include <cstdint>

#include "base/atomic_file.h"
#include "base/error.h"
#include "core/findings.h"
#include "files/json.h"
#include "files/json_excerpt.h"

namespace lumbar {
namespace {

constexpr const char* kSeriesFolder = "series";

Json to_json(const CachedSeries& series) {
    Json empty = Json::array();
    for (std::size_t level = 0; level < kLevelNames.size(); ++level) {
        if (series.is_empty_level[level]) empty.push_back(kLevelNames[level]);
    }
    return {{"study", series.study_id},
            {"series", series.series_id},
            {"kind", series_kind_name(series.kind)},
            {"frames", series.frames},
            {"has_crops", series.has_crops},
            {"empty_levels", empty},
            {"file", std::string(kSeriesFolder) + "/" + series.file.filename().string()},
            {"bytes", series.bytes},
            {"crc32", series.crc32}};
}

CachedSeries series_from(const Json& json, const std::filesystem::path& cache) {
    CachedSeries series;
    series.study_id = json.at("study").get<std::string>();
    series.series_id = json.at("series").get<std::string>();
    const auto kind = json.at("kind").get<std::string>();
    for (const auto known : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        if (kind == series_kind_name(known)) series.kind = known;
    }
    series.frames = json.at("frames").get<int>();
    series.has_crops = json.at("has_crops").get<bool>();
    for (const Json& name : json.at("empty_levels")) {
        for (std::size_t level = 0; level < kLevelNames.size(); ++level) {
            if (name == kLevelNames[level]) series.is_empty_level[level] = true;
        }
    }
    const std::filesystem::path file = json.at("file").get<std::string>();
    series.file = cache / kSeriesFolder / file.filename();  // nothing outside of the cache
    series.bytes = json.at("bytes").get<std::uint64_t>();
    series.crc32 = json.at("crc32").get<std::uint32_t>();
    return series;
}

}  // namespace

std::filesystem::path index_path(const std::filesystem::path& cache) {
    return cache / "index.json";
}

void write_index(const std::filesystem::path& cache, const CacheIndex& index) {
    Json series = Json::array(), left_out = Json::array();
    for (const CachedSeries& each : index.series) series.push_back(to_json(each));
    for (const LeftOutSeries& each : index.left_out) {
        left_out.push_back({{"study", each.study_id}, {"series", each.series_id}, {"why", each.why}});
    }
    const Json json = {{"cache_version", kCacheVersion},
                       {"locate_size", index.locate_size},
                       {"list", index.list_fingerprint},
                       {"count", index.series.size()},
                       {"series", series},
                       {"left_out", left_out}};
    write_file_atomically(index_path(cache), json.dump(1) + "\n");
}

CacheIndex read_index(const std::filesystem::path& cache) {
    const auto path = index_path(cache);
    if (std::error_code ignored; !std::filesystem::exists(path, ignored)) {
        throw Error(
            {"not a cache, or one that was not finished", cache.string(),
             path.filename().string() + " (lumbar prepare --data DIR --output " + cache.string() + ")",
             "no such file"});
    }
    const Json json = read_json(path);
    try {
        if (json.at("cache_version") != kCacheVersion) {
            throw Error({"the cache is of another version (prepare it again)", path.string(),
                         std::to_string(kCacheVersion), json_excerpt(json.at("cache_version"))});
        }
        CacheIndex index;
        index.locate_size = json.at("locate_size").get<int>();
        index.list_fingerprint = json.at("list").get<std::string>();
        for (const Json& each : json.at("series")) index.series.push_back(series_from(each, cache));
        for (const Json& each : json.at("left_out")) {
            index.left_out.push_back({each.at("study").get<std::string>(),
                                      each.at("series").get<std::string>(),
                                      each.at("why").get<std::string>()});
        }
        return index;
    } catch (const Json::exception& e) {
        throw Error({"malformed index of a cache", path.string(), "", json_reason(e)});
    }
}

}  // namespace lumbar
