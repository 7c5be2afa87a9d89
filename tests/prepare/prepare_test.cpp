#include "prepare/prepare.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/log.h"
#include "competition/points_file.h"
#include "files/json.h"
#include "files/text_file.h"
#include "prepare/cache_index.h"
#include "prepare/sample_cache.h"
#include "small_set.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

constexpr auto kT1 = SeriesKind::sagittal_t1, kT2 = SeriesKind::sagittal_t2;

std::map<fs::path, fs::file_time_type> times_of(const fs::path& folder) {
    std::map<fs::path, fs::file_time_type> times;
    for (const auto& entry : fs::directory_iterator(folder)) times[entry.path()] = entry.last_write_time();
    return times;
}

void flip_byte(const fs::path& path, std::streamoff from_the_end) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(-from_the_end, std::ios::end);
    const int byte = file.peek();
    file.seekp(-from_the_end, std::ios::end);
    file.put(static_cast<char>(byte ^ 0x10));
}

// Of the files of an earlier run, those that the next one writes again.
std::vector<fs::path> remade(const SmallSet& set, const PrepareOptions& options, PrepareSummary& summary) {
    const auto before = times_of(set.cache() / "series");
    summary = prepare(options);
    std::vector<fs::path> changed;
    for (const auto& [path, time] : times_of(set.cache() / "series")) {
        const auto old = before.find(path);
        if (old == before.end() || old->second != time) changed.push_back(path);
    }
    return changed;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(preparing)

BOOST_AUTO_TEST_CASE(every_sagittal_series_is_prepared_and_listed_in_order) {
    const SmallSet set;
    const std::size_t warnings = warning_count();
    const PrepareSummary done = set.prepare();
    BOOST_TEST(done.series == 4U);
    BOOST_TEST(done.prepared == 4U);
    BOOST_TEST(done.kept + done.left_out + done.without_points == 0U);
    BOOST_TEST(warning_count() == warnings);
    const CacheIndex index = read_index(set.cache());
    std::uint64_t bytes = 0;
    std::size_t at = 0;
    for (const std::size_t study : {0U, 1U}) {
        for (const SeriesEntry& series : set.study(study).series) {
            const CachedSeries& cached = index.series.at(at++);
            BOOST_TEST(cached.study_id == set.study(study).id);
            BOOST_TEST(cached.series_id == series.id);
            BOOST_TEST((cached.kind == series.kind));
            BOOST_TEST(cached.frames == static_cast<int>(SmallSet::files(series).size()));
            BOOST_TEST(cached.has_crops);
            BOOST_TEST(cached.file == set.cached_file(series));
            bytes += cached.bytes;
        }
    }
    BOOST_TEST(at == index.series.size());
    BOOST_TEST(bytes == done.bytes);
    BOOST_TEST(index.locate_size == 64);
    BOOST_TEST(read_json(index_path(set.cache())).at("count") == 4);
}

BOOST_AUTO_TEST_CASE(series_that_ask_for_more_memory_than_given_are_left_out) {
    const SmallSet set;
    PrepareOptions options = set.options();
    options.max_series_gb = 1e-6;
    const std::string reason = refusal_of([&] { prepare(options); }, ExitCode::data);
    BOOST_TEST(contains(reason, "no series could be prepared"));
    BOOST_TEST(contains(reason, "too large"));
    BOOST_TEST(contains(reason, "--max-series-gb"));
}

BOOST_AUTO_TEST_CASE(the_number_of_threads_does_not_change_a_byte) {
    const SmallSet set;
    set.prepare();
    PrepareOptions alone = set.options();
    alone.output = set / "alone";
    alone.threads = 1;
    prepare(alone);
    for (const auto& entry : fs::recursive_directory_iterator(alone.output)) {
        if (!entry.is_regular_file()) continue;
        const auto other = set.cache() / fs::relative(entry.path(), alone.output);
        BOOST_TEST((read_text_file(entry.path()) == read_text_file(other)));
    }
}

BOOST_AUTO_TEST_CASE(a_second_run_keeps_what_is_whole_and_unchanged) {
    const SmallSet set;
    set.prepare();
    const std::string index = read_text_file(index_path(set.cache()));
    PrepareSummary done;
    BOOST_TEST(remade(set, set.options(), done).empty());
    BOOST_TEST(done.kept == 4U);
    BOOST_TEST(done.prepared == 0U);
    BOOST_TEST(read_text_file(index_path(set.cache())) == index);
}

// Others may be training from it.
BOOST_AUTO_TEST_CASE(a_second_run_that_changes_no_file_never_removes_the_index) {
    const SmallSet set;
    set.prepare();
    fs::remove_all(set.data() / "train_images");
    BOOST_TEST(contains(refusal_of([&] { prepare(set.options()); }, ExitCode::data), "no series"));
    BOOST_TEST(SampleCache(set.cache()).series().size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_second_run_makes_again_what_is_damaged_or_gone) {
    const SmallSet set;
    set.prepare();
    const std::string whole = read_text_file(set.cached_file(set.series(1, kT1)));
    flip_byte(set.cached_file(set.series(0, kT1)), 70000);
    fs::resize_file(set.cached_file(set.series(0, kT2)), 1000);
    fs::remove(set.cached_file(set.series(1, kT1)));
    PrepareSummary done;
    BOOST_TEST(remade(set, set.options(), done).size() == 3U);
    BOOST_TEST(done.kept == 1U);
    BOOST_TEST(done.prepared == 3U);
    BOOST_TEST((read_text_file(set.cached_file(set.series(1, kT1))) == whole));
}

BOOST_AUTO_TEST_CASE(a_second_run_makes_again_what_has_another_source) {
    const SmallSet set;
    set.prepare();
    PrepareSummary done;
    fs::remove(SmallSet::files(set.series(0, kT1)).front());
    BOOST_TEST((remade(set, set.options(), done) == std::vector{set.cached_file(set.series(0, kT1))}));
    auto points = read_points(set.data() / "coords_v7.csv");
    points.at(set.series(1, kT2).id)[2][0].x += 1e-9;
    write_points(set.data() / "coords_v7.csv", points);
    BOOST_TEST((remade(set, set.options(), done) == std::vector{set.cached_file(set.series(1, kT2))}));
    PrepareOptions larger = set.options();
    larger.locate_size = 65;
    BOOST_TEST(remade(set, larger, done).size() == 4U);
    BOOST_TEST(done.prepared == 4U);
}

BOOST_AUTO_TEST_CASE(a_series_that_fails_is_named_counted_and_left_out) {
    const SmallSet set;
    for (const auto& file : SmallSet::files(set.series(0, kT1))) write_text(file, "not an image");
    fs::remove_all(set.series(1, kT2).folder);
    const PrepareSummary done = set.prepare();
    BOOST_TEST(done.prepared == 2U);
    BOOST_TEST(done.left_out == 2U);
    const CacheIndex index = read_index(set.cache());
    BOOST_TEST(index.series.size() == 2U);
    BOOST_REQUIRE(index.left_out.size() == 2U);
    for (const LeftOutSeries& series : index.left_out) {
        const bool is_first = series.series_id == set.series(0, kT1).id;
        BOOST_TEST(series.study_id == set.study(is_first ? 0 : 1).id);
        BOOST_TEST(contains(series.why, is_first ? "no file of the series is readable" : "cannot open"));
    }
}

BOOST_AUTO_TEST_CASE(a_series_without_points_has_frames_alone) {
    const SmallSet set;
    auto points = read_points(set.data() / "coords_v7.csv");
    const SeriesEntry& bare = set.series(0, kT2);
    points.erase(bare.id);
    PrepareOptions options = set.options();
    options.points = set / "points.csv";
    write_points(*options.points, points);
    BOOST_TEST(prepare(options).without_points == 1U);
    const SampleCache cache(set.cache());
    for (const CachedSeries& series : cache.series()) {
        BOOST_TEST(series.has_crops == (series.series_id != bare.id));
        BOOST_TEST(cache.points(series).has_value() == series.has_crops);
        BOOST_TEST(cache.locate_frames(series).frames == series.frames);
        BOOST_TEST(cache.crops(series)[0].frames == (series.has_crops ? series.frames : 0));
    }
}

BOOST_AUTO_TEST_CASE(studies_that_share_a_series_id_get_a_file_each) {
    const SmallSet set;
    const SeriesEntry &first = set.series(0, kT1), &second = set.series(1, kT1);
    fs::rename(second.folder, second.folder.parent_path() / first.id);
    const auto list = set.data() / "train_series_descriptions.csv";
    std::string text = read_text_file(list);
    text.replace(text.find(second.id), second.id.size(), first.id);
    write_text(list, text);
    BOOST_TEST(set.prepare().prepared == 4U);
    const SampleCache cache(set.cache());
    BOOST_TEST(cache.series().size() == 4U);
    for (const CachedSeries& series : cache.series()) BOOST_TEST(cache.locate_frames(series).height == 64);
}

BOOST_AUTO_TEST_CASE(data_that_is_no_data_is_refused_and_leaves_the_cache_alone) {
    const SmallSet set;
    set.prepare();
    PrepareOptions options = set.options();
    const auto refusal = [&] { return refusal_of([&] { prepare(options); }, ExitCode::data); };
    options.data = set / "nowhere";
    BOOST_TEST(contains(refusal(), "nowhere"));
    options.data = set.data();
    options.points = set / "nowhere.csv";
    BOOST_TEST(contains(refusal(), "nowhere.csv"));
    BOOST_TEST(fs::exists(index_path(set.cache())));
    options.points.reset();
    fs::remove_all(set.data() / "train_images");
    fs::remove_all(set.cache());
    BOOST_TEST(contains(refusal(), "no series could be prepared"));
    BOOST_TEST(!fs::exists(index_path(set.cache())));
}

BOOST_AUTO_TEST_CASE(a_cache_that_cannot_be_written_ends_the_run_without_an_index) {
    const SmallSet set;
    write_text(set / "file", "");
    PrepareOptions options = set.options();
    const auto refusal = [&] { return refusal_of([&] { prepare(options); }, ExitCode::output); };
    options.output = set / "file";
    BOOST_TEST(contains(refusal(), "cannot make the cache"));
    options.output = set.cache();
    fs::create_directories(set.cached_file(set.series(1, kT1)) / "in the way");
    BOOST_TEST(contains(refusal(), set.series(1, kT1).id));
    BOOST_TEST(!fs::exists(index_path(set.cache())));
    for (const auto& entry : fs::directory_iterator(set.cache() / "series")) {
        BOOST_TEST(entry.path().extension() == ".safetensors");  // nothing half-written
    }
}

BOOST_AUTO_TEST_SUITE_END()
