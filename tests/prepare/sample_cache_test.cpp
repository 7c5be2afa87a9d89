#include "prepare/sample_cache.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <functional>
#include <string>

#include "base/run_parallel.h"
#include "competition/points_file.h"
#include "crop/disc_crops.h"
#include "dicom/series.h"
#include "files/json.h"
#include "files/safetensors.h"
#include "files/text_file.h"
#include "image/middle_frames.h"
#include "image/resize_to_square.h"
#include "small_set.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

constexpr auto kT1 = SeriesKind::sagittal_t1, kT2 = SeriesKind::sagittal_t2;

// Prepared once, for tests that only read.
struct Prepared {
    SmallSet set;
    Prepared() { set.prepare(); }
};

const SmallSet& prepared() {
    static const Prepared made;
    return made.set;
}

const CachedSeries& find(const SampleCache& cache, const SeriesEntry& entry) {
    return *std::find_if(cache.series().begin(), cache.series().end(),
                         [&](const CachedSeries& series) { return series.series_id == entry.id; });
}

std::string refusal_of_opening(const fs::path& cache) {
    return refusal_of([&] { const SampleCache opened(cache); }, ExitCode::data);
}

void change_index(const fs::path& cache, const std::function<void(Json&)>& change) {
    Json json = read_json(cache / "index.json");
    change(json);
    write_text(cache / "index.json", json.dump());
}

bool is_near(const Keypoints& a, const Keypoints& b) {
    for (std::size_t level = 0; level < a.size(); ++level) {
        for (std::size_t i = 0; i < 2; ++i) {
            if (std::abs(a[level][i].x - b[level][i].x) > 1e-7) return false;
            if (std::abs(a[level][i].y - b[level][i].y) > 1e-7) return false;
        }
    }
    return true;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample_cache)

BOOST_AUTO_TEST_CASE(holds_what_the_stages_make_of_each_series) {
    const SmallSet& set = prepared();
    const SampleCache cache(set.cache());
    const auto points = read_points(set.data() / "coords_v7.csv");
    for (const auto kind : {kT1, kT2}) {
        const SeriesEntry& entry = set.series(0, kind);
        const CachedSeries& cached = find(cache, entry);
        const Volume volume = read_series(entry.folder, 2);
        const IntensityRange range = percentile_range(volume.frames);
        BOOST_TEST((cache.locate_frames(cached) == resize_to_square(volume.frames, range, 64, 2)));
        BOOST_TEST((cache.crops(cached) == crop_discs(volume, points.at(entry.id), kind, range, 2)));
        BOOST_REQUIRE(cache.points(cached).has_value());
        BOOST_TEST(is_near(*cache.points(cached), points.at(entry.id)));
        const SafetensorsFile file(cached.file);
        BOOST_TEST(file.metadata().at("height_px") == std::to_string(volume.frames.height));
        BOOST_TEST(file.metadata().at("width_px") == std::to_string(volume.frames.width));
    }
}

BOOST_AUTO_TEST_CASE(gives_the_middle_frames_without_padding) {
    const SampleCache cache(prepared().cache());
    for (const CachedSeries& series : cache.series()) {
        const ByteStack all = cache.locate_frames(series);
        const Crops crops = cache.crops(series);
        for (const int count : {1, 4, series.frames - 1, series.frames, series.frames + 9}) {
            const int given = std::min(count, series.frames);
            BOOST_TEST((cache.locate_frames(series, count) == middle_frames(all, given).frames));
            BOOST_TEST((cache.crops(series, count)[3] == middle_frames(crops[3], given).frames));
        }
        BOOST_CHECK_THROW(cache.locate_frames(series, 0), Error);
    }
}

BOOST_AUTO_TEST_CASE(a_level_without_a_crop_is_empty) {
    const SmallSet set;
    auto points = read_points(set.data() / "coords_v7.csv");
    const SeriesEntry& entry = set.series(0, kT1);
    points.at(entry.id)[3] = {Point{3, 3}, Point{3, 3}};
    write_points(set.data() / "coords_v7.csv", points);
    set.prepare();
    const SampleCache cache(set.cache());
    const CachedSeries& series = find(cache, entry);
    const Crops crops = cache.crops(series, 5);
    for (std::size_t level = 0; level < kLevels; ++level) {
        BOOST_TEST(series.is_empty_level[level] == (level == 3));
        BOOST_TEST(crops[level].frames == (level == 3 ? 0 : 5));
    }
}

BOOST_AUTO_TEST_CASE(may_be_read_by_several_threads) {
    const SampleCache cache(prepared().cache());
    std::vector<Crops> read(16);
    run_parallel(16, 4, [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        read[at] = cache.crops(cache.series()[at % 4]);
    });
    for (std::size_t i = 0; i < read.size(); ++i) BOOST_TEST((read[i] == read[i % 4]));
    BOOST_TEST((read[0] != read[1]));
}

BOOST_AUTO_TEST_CASE(a_damaged_file_is_refused_by_name_and_its_neighbours_are_not) {
    const SmallSet set;
    set.prepare();
    const auto damaged = set.cached_file(set.series(0, kT2));
    std::string bytes = read_text_file(damaged);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_text(damaged, bytes);
    const SampleCache cache(set.cache());
    for (const CachedSeries& series : cache.series()) {
        const auto refusal = refusal_of([&] { cache.locate_frames(series, 1); }, ExitCode::data);
        if (series.file == damaged) {
            BOOST_TEST(contains(refusal, damaged.string()));
            BOOST_TEST(contains(refusal, "damaged"));
        } else {
            BOOST_TEST(refusal == "");
        }
    }
    bytes.replace(0, 8, 8, '\xff');  // a header of any length
    write_text(damaged, bytes);
    const SampleCache again(set.cache());
    const auto refusal = refusal_of([&] { again.points(find(again, set.series(0, kT2))); }, ExitCode::data);
    BOOST_TEST(contains(refusal, damaged.string()));
}

BOOST_AUTO_TEST_CASE(another_series_file_of_the_same_size_is_refused) {
    const SmallSet set;
    set.prepare();
    change_index(set.cache(), [](Json& json) { json["series"][0]["series"] = "4711"; });
    const SampleCache cache(set.cache());
    const auto refusal = refusal_of([&] { cache.points(cache.series()[0]); }, ExitCode::data);
    BOOST_TEST(contains(refusal, "series 4711"));
}

BOOST_AUTO_TEST_CASE(folders_that_are_no_whole_cache_are_refused) {
    const SmallSet set;
    BOOST_TEST(contains(refusal_of_opening(set.cache()), "index.json"));
    set.prepare();
    const auto index = set.cache() / "index.json";
    const std::string text = read_text_file(index);
    change_index(set.cache(), [](Json& json) { json["cache_version"] = kCacheVersion + 1; });
    BOOST_TEST(contains(refusal_of_opening(set.cache()), "another version"));
    change_index(set.cache(), [](Json& json) { json["cache_version"] = std::string(100000, 'x'); });
    const std::string reason = refusal_of_opening(set.cache());
    BOOST_TEST(contains(reason, "another version"));
    BOOST_TEST(reason.size() < 400U);
    write_text(index, text);
    change_index(set.cache(), [](Json& json) { json["series"][1].erase("bytes"); });
    BOOST_TEST(contains(refusal_of_opening(set.cache()), "malformed"));
    write_text(index, "{");
    BOOST_TEST(contains(refusal_of_opening(set.cache()), "not a JSON file"));
    write_text(index, text);
    const auto shortened = set.cached_file(set.series(1, kT1));
    fs::resize_file(shortened, fs::file_size(shortened) - 1);
    BOOST_TEST(contains(refusal_of_opening(set.cache()), shortened.string()));
    fs::remove(shortened);
    BOOST_TEST(contains(refusal_of_opening(set.cache()), shortened.string()));
}

BOOST_AUTO_TEST_CASE(a_cache_of_other_data_is_refused) {
    const SmallSet& set = prepared();
    const SampleCache cache(set.cache());
    cache.check(set.data());
    const SmallSet other;
    const auto list = other.data() / "train_series_descriptions.csv";
    write_text(list, read_text_file(list) + "1,2,Sagittal T1\n");
    const auto refusal = refusal_of([&] { cache.check(other.data()); }, ExitCode::data);
    BOOST_TEST(contains(refusal, set.cache().string()));
    BOOST_TEST(contains(refusal, "other data"));
}

BOOST_AUTO_TEST_SUITE_END()
