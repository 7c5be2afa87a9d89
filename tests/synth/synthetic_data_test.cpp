#include "synth/synthetic_data.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "competition/series_list.h"
#include "core/findings.h"
#include "dicom/series.h"
#include "files/csv.h"
#include "support/files.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

SynthSpec small_spec(const fs::path& output, int studies, std::uint64_t seed) {
    SynthSpec spec;
    spec.output = output;
    spec.studies = studies;
    spec.seed = seed;
    spec.image_size = 72;
    spec.threads = 2;
    return spec;
}

// One folder for all tests that only read.
const fs::path& shared_data() {
    static const test::TemporaryFolder folder;
    static const bool written = [] {
        write_synthetic_data(small_spec(folder / "data", 2, 5));
        return true;
    }();
    static const fs::path path = folder / "data";
    BOOST_REQUIRE(written);
    return path;
}

std::map<std::string, std::string> contents_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        files[fs::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return files;
}

int usage_code(const SynthSpec& spec) {
    try {
        write_synthetic_data(spec);
    } catch (const Error& error) {
        return static_cast<int>(error.code());
    }
    return 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(writing_synthetic_data)

BOOST_AUTO_TEST_CASE(is_the_same_for_the_same_seed_and_any_number_of_threads) {
    const test::TemporaryFolder folder;
    SynthSpec spec = small_spec(folder / "again", 2, 5);
    spec.threads = 1;
    write_synthetic_data(spec);
    BOOST_TEST((contents_of(spec.output) == contents_of(shared_data())));
}

BOOST_AUTO_TEST_CASE(differs_for_another_seed) {
    const test::TemporaryFolder folder;
    write_synthetic_data(small_spec(folder / "other", 1, 6));
    const auto ours = contents_of(folder / "other"), theirs = contents_of(shared_data());
    BOOST_TEST((ours.at("train.csv") != theirs.at("train.csv")));
    for (const auto& [name, bytes] : ours) {
        if (name.ends_with(".dcm")) BOOST_TEST(!theirs.contains(name));
    }
}

BOOST_AUTO_TEST_CASE(lays_files_out_like_the_competition) {
    const fs::path& data = shared_data();
    BOOST_TEST(fs::is_symlink(data / "test_images"));
    BOOST_TEST(fs::read_symlink(data / "test_images") == fs::path("train_images"));
    const CsvTable series = read_csv(data / "train_series_descriptions.csv");
    BOOST_TEST(series.size() == 6U);
    BOOST_TEST((series.columns() == std::vector<std::string>{"study_id", "series_id", "series_description"}));
    for (std::size_t row = 0; row < series.size(); ++row) {
        BOOST_TEST(fs::is_directory(data / "test_images" / series.at(row, 0) / series.at(row, 1)));
    }
    BOOST_TEST(read_csv(data / "test_series_descriptions.csv").size() == 6U);
    const CsvTable metadata = read_csv(data / "metadata.csv");
    BOOST_TEST(metadata.size() == 6U);
    BOOST_TEST(metadata.number(0, metadata.column("fold")) == metadata.number(1, metadata.column("fold")));
    const CsvTable submission = read_csv(data / "sample_submission.csv");
    BOOST_TEST(submission.size() == 50U);
    for (std::size_t row = 1; row < 50; ++row)
        BOOST_TEST((submission.at(row - 1, 0) < submission.at(row, 0)));
}

BOOST_AUTO_TEST_CASE(labels_every_finding_of_a_small_set) {
    const CsvTable train = read_csv(shared_data() / "train.csv");
    BOOST_TEST(train.size() == 2U);
    BOOST_TEST(train.columns().size() == 26U);
    for (const std::string_view condition : kConditionNames) {
        for (const std::string_view level : kLevelNames) {
            const std::size_t column = train.column(std::string(condition) + "_" + std::string(level));
            const std::set<std::string> classes = {"Normal/Mild", "Moderate", "Severe"};
            for (std::size_t row = 0; row < train.size(); ++row)
                BOOST_TEST(classes.contains(train.at(row, column)));
        }
    }
}

BOOST_AUTO_TEST_CASE(marks_every_finding_on_a_slice_that_exists) {
    const CsvTable table = read_csv(shared_data() / "train_label_coordinates.csv");
    BOOST_TEST(table.size() == 50U);
    for (std::size_t row = 0; row < table.size(); ++row) {
        const fs::path series = shared_data() / "train_images" / table.at(row, 0) / table.at(row, 1);
        BOOST_TEST(fs::exists(series / (table.at(row, 2) + ".dcm")));
        BOOST_TEST(table.number(row, table.column("x")) > 0);
        BOOST_TEST(table.number(row, table.column("x")) < 72);
        BOOST_TEST(table.number(row, table.column("y")) > 0);
        BOOST_TEST(table.number(row, table.column("y")) < 72);
    }
}

BOOST_AUTO_TEST_CASE(gives_ten_points_a_sagittal_series_inside_the_image) {
    const CsvTable table = read_csv(shared_data() / "coords_v7.csv");
    BOOST_TEST(table.size() == 40U);
    const std::size_t x = table.column("relative_x"), y = table.column("relative_y"),
                      side = table.column("side");
    for (std::size_t row = 0; row < table.size(); ++row) {
        BOOST_TEST((table.number(row, x) > 0.05 && table.number(row, x) < 0.95));
        BOOST_TEST((table.number(row, y) > 0.02 && table.number(row, y) < 0.98));
        BOOST_TEST(table.at(row, side) == (row % 2 == 0 ? "L" : "R"));
        if (row % 10 >= 2) BOOST_TEST(table.number(row, y) > table.number(row - 2, y));  // levels go down
    }
    for (std::size_t row = 0; row < 10; row += 2) {  // a T2 series comes first
        BOOST_TEST(table.number(row + 1, x) > table.number(row, x) + 0.04);
    }
}

BOOST_AUTO_TEST_CASE(writes_series_that_our_own_reader_reads) {
    for (const Split split : {Split::train, Split::test}) {
        const auto studies = read_series_list(shared_data(), split);
        BOOST_TEST(studies.size() == 2U);
        for (const StudyEntry& study : studies) {
            BOOST_TEST(study.series.size() == 2U);
            for (const SeriesEntry& series : study.series) {
                const Volume volume = read_series(series.folder, 1);
                const int fewest = series.kind == SeriesKind::sagittal_t1 ? 12 : 8;
                BOOST_TEST((volume.frames.frames >= fewest && volume.frames.frames <= 27));
                BOOST_TEST(std::max(volume.frames.height, volume.frames.width) == 72);
                BOOST_TEST(*std::max_element(volume.frames.pixels.begin(), volume.frames.pixels.end()) > 200);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(keeps_earlier_studies_when_more_are_asked_for) {
    const test::TemporaryFolder folder;
    SynthSpec spec = small_spec(folder / "one", 1, 5);
    write_synthetic_data(spec);
    const auto one = contents_of(spec.output), two = contents_of(shared_data());
    for (const auto& [name, bytes] : one) {
        if (name.ends_with(".dcm")) BOOST_TEST((two.contains(name) && two.at(name) == bytes));
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_it_cannot_do) {
    const test::TemporaryFolder folder;
    BOOST_TEST(usage_code(small_spec(shared_data(), 1, 0)) == static_cast<int>(ExitCode::usage));
    BOOST_TEST(usage_code(small_spec(folder / "none", 0, 0)) == static_cast<int>(ExitCode::usage));
    SynthSpec tiny = small_spec(folder / "tiny", 1, 0);
    tiny.image_size = 8;
    BOOST_TEST(usage_code(tiny) == static_cast<int>(ExitCode::usage));
    BOOST_TEST(!fs::exists(folder / "tiny"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace lumbar
