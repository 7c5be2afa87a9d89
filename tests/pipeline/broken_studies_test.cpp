// Whatever comes in: 25 rows for each listed study, its neighbour's untouched, a warning for each fault.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>

#include "competition.h"
#include "dicom/slice_reader.h"
#include "dicom_pixels/slice_writer.h"
#include "files/text_file.h"
#include "pipeline/study_reader.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

constexpr auto kT1 = SeriesKind::sagittal_t1;
constexpr auto kT2 = SeriesKind::sagittal_t2;
constexpr std::size_t kRows = 25;

const Prediction& healthy() {
    static const Prediction prediction = Competition().predict();
    return prediction;
}

// Study 0 is broken: every study keeps its rows, and study 1's are what they were.
Prediction check_survival(const Competition& competition) {
    Prediction prediction = competition.predict();
    BOOST_TEST(prediction.rows.size() == 2 * kRows);
    const std::string& neighbour = competition.studies()[1].id;
    BOOST_TEST((rows_of(prediction.rows, neighbour) == rows_of(healthy().rows, neighbour)));
    return prediction;
}

// As many slices as asked for, drawn by `value`(slice), at `position`(slice).
void write_series(const fs::path& folder, int slices, int size, const std::function<int(int)>& value,
                  const std::function<double(int)>& position) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (int s = 0; s < slices; ++s) {
        Stack<std::uint16_t> pixels(1, size, size);
        for (std::size_t i = 0; i < pixels.pixels.size(); ++i) {
            const int shade = value(s);
            pixels.pixels[i] =
                static_cast<std::uint16_t>(shade < 0 ? (i * 37 + static_cast<std::size_t>(s)) % 997 : shade);
        }
        SliceHeader header;
        header.study_uid = "1.2.3";
        header.series_uid = "1.2.3.4";
        header.instance_uid = "1.2.3.4." + std::to_string(s + 1);
        header.instance_number = s + 1;
        header.position_mm = {position(s), 0, 0};
        header.orientation = {0, 1, 0, 0, 0, -1};
        write_slice(folder / (std::to_string(s + 1) + ".dcm"), pixels, header, PixelEncoding::raw);
    }
}

int textured(int) {
    return -1;
}
double spread_out(int slice) {
    return 4.0 * slice;
}

void drop_from_list(const Competition& competition, std::size_t study, SeriesKind kind) {
    const std::string id = "," + competition.series(study, kind).id + ",";
    std::string kept, line;
    std::istringstream lines(read_text_file(competition.list()));
    while (std::getline(lines, line)) {
        if (line.find(id) == std::string::npos) kept += line + "\n";
    }
    write_text(competition.list(), kept);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(broken_studies)

BOOST_AUTO_TEST_CASE(healthy_studies_need_no_priors_and_no_warnings) {
    BOOST_TEST(healthy().rows.size() == 2 * kRows);
    BOOST_TEST(healthy().summary.rows_from_priors == 0U);
    BOOST_TEST(healthy().warnings == 0U);
}

BOOST_AUTO_TEST_CASE(without_t1_the_foramina_come_from_t2) {
    const Competition competition;
    drop_from_list(competition, 0, kT1);
    BOOST_TEST(check_survival(competition).summary.rows_from_priors == 0U);
}

BOOST_AUTO_TEST_CASE(without_t2_all_but_the_foramina_are_priors) {
    const Competition competition;
    drop_from_list(competition, 0, kT2);
    const Prediction prediction = check_survival(competition);
    BOOST_TEST(prediction.summary.rows_from_priors == 15U);
    BOOST_TEST(prediction.warnings >= 1U);
}

BOOST_AUTO_TEST_CASE(a_study_with_nothing_but_an_axial_series_is_all_priors) {
    const Competition competition;
    drop_from_list(competition, 0, kT1);
    drop_from_list(competition, 0, kT2);
    BOOST_TEST(check_survival(competition).summary.rows_from_priors == 25U);
}

BOOST_AUTO_TEST_CASE(an_empty_series_folder_is_a_warning) {
    const Competition competition;
    for (const auto& file : Competition::files(competition.series(0, kT2))) fs::remove(file);
    const Prediction prediction = check_survival(competition);
    BOOST_TEST(prediction.summary.series_failed == 1U);
    BOOST_TEST(prediction.summary.rows_from_priors == 15U);
    BOOST_TEST(prediction.warnings >= 2U);
}

BOOST_AUTO_TEST_CASE(an_absent_study_folder_is_all_priors_and_warnings) {
    const Competition competition;
    fs::remove_all(competition.data() / "test_images" / competition.studies()[0].id);
    const Prediction prediction = check_survival(competition);
    BOOST_TEST(prediction.summary.rows_from_priors == 25U);
    BOOST_TEST(prediction.warnings >= 2U);
}

BOOST_AUTO_TEST_CASE(an_unlisted_study_folder_gets_no_rows) {
    const Competition competition;
    fs::create_directories(competition.data() / "test_images/999/1");
    BOOST_TEST(check_survival(competition).warnings >= 1U);
}

BOOST_AUTO_TEST_CASE(one_slice_and_forty_slices_are_graded) {
    for (const int slices : {1, 40}) {
        const Competition competition;
        write_series(competition.series(0, kT1).folder, slices, 80, textured, spread_out);
        write_series(competition.series(0, kT2).folder, slices, 80, textured, spread_out);
        BOOST_TEST(check_survival(competition).summary.rows_from_priors == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_second_t1_series_has_a_vote_too) {
    const Competition competition;
    const SeriesEntry& t1 = competition.series(0, kT1);
    const std::string& study = competition.studies()[0].id;
    write_series(t1.folder.parent_path() / "4711", 12, 80, textured, spread_out);
    write_text(competition.list(), read_text_file(competition.list()) + study + ",4711,Sagittal T1\n");
    const Prediction prediction = check_survival(competition);
    BOOST_TEST(prediction.summary.series_read == healthy().summary.series_read + 1);
    BOOST_TEST((rows_of(prediction.rows, study) != rows_of(healthy().rows, study)));
}

BOOST_AUTO_TEST_CASE(frames_of_mixed_sizes_are_brought_to_one) {
    const Competition competition;
    const auto files = Competition::files(competition.series(0, kT1));
    write_series(competition / "other", 1, 50, textured, spread_out);
    fs::copy_file(competition / "other/1.dcm", files[2], fs::copy_options::overwrite_existing);
    const Prediction prediction = check_survival(competition);
    BOOST_TEST(prediction.summary.rows_from_priors == 0U);
    BOOST_TEST(prediction.warnings >= 1U);
}

BOOST_AUTO_TEST_CASE(duplicate_positions_and_constant_images_are_graded) {
    const Competition competition;
    const auto in_pairs = [](int slice) { return spread_out(slice / 2); };
    write_series(competition.series(0, kT1).folder, 12, 80, textured, in_pairs);
    write_series(
        competition.series(0, kT2).folder, 12, 80, [](int) { return 700; }, spread_out);
    BOOST_TEST(check_survival(competition).summary.rows_from_priors == 0U);
}

BOOST_AUTO_TEST_CASE(every_odd_file_in_the_place_of_a_slice_is_survived) {
    for (const auto& odd : fs::directory_iterator(test_file("data/dicom/odd"))) {
        if (odd.path().extension() != ".dcm") continue;
        BOOST_TEST_CONTEXT(odd.path().filename()) {
            const Competition competition;
            const auto files = Competition::files(competition.series(0, kT2));
            fs::copy_file(odd.path(), files[1], fs::copy_options::overwrite_existing);
            const Prediction prediction = check_survival(competition);
            BOOST_TEST(prediction.summary.rows_from_priors == 0U);
            BOOST_TEST(prediction.warnings >= 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(slices_cut_off_at_many_lengths_are_survived) {
    const Competition competition;
    const auto files = Competition::files(competition.series(0, kT2));
    const std::string whole = read_text_file(files[1]);
    for (std::size_t i = 0; i < 8; ++i) {
        write_text(files[i % files.size()], whole.substr(0, whole.size() * i / 8));
    }
    const Prediction prediction = check_survival(competition);
    BOOST_TEST(prediction.warnings >= 7U);
}

BOOST_AUTO_TEST_CASE(duplicate_rows_crlf_and_a_byte_order_mark_change_nothing) {
    const Competition competition;
    std::istringstream lines(read_text_file(competition.list()));
    std::string text = "\xEF\xBB\xBF", line, last;
    while (std::getline(lines, line)) text += (last = line) + "\r\n";
    write_text(competition.list(), text + last + "\r\n");
    const Prediction prediction = check_survival(competition);
    BOOST_TEST((prediction.rows == healthy().rows));
    BOOST_TEST(prediction.warnings == 1U);
}

BOOST_AUTO_TEST_CASE(a_study_of_real_head_slices_runs_through) {
    const Competition competition;
    for (const auto kind : {kT1, kT2}) {
        const auto& folder = competition.series(0, kind).folder;
        fs::remove_all(folder);
        fs::create_directories(folder);
        for (const auto& slice : fs::directory_iterator(test_file("data/dicom/sagittal"))) {
            if (slice.path().extension() == ".dcm") fs::copy(slice.path(), folder);
        }
    }
    const Prediction prediction = check_survival(competition);
    BOOST_TEST(prediction.summary.rows_from_priors == 0U);
    BOOST_TEST(prediction.warnings == 0U);
}

BOOST_AUTO_TEST_CASE(a_series_that_asks_for_more_memory_than_given_is_left_out) {
    const Competition competition;
    write_series(competition.series(0, kT2).folder, 20, 300, textured,
                 spread_out);  // 14.4 MB, others 3 at most
    PredictOptions options = competition.options();
    options.max_series_gb = 0.01;
    const Prediction prediction = competition.predict(options);
    BOOST_TEST(prediction.summary.series_failed == 1U);
    const std::string& neighbour = competition.studies()[1].id;
    BOOST_TEST((rows_of(prediction.rows, neighbour) == rows_of(healthy().rows, neighbour)));
}

BOOST_AUTO_TEST_CASE(the_series_of_a_study_take_twice_what_one_may_together) {
    const Competition competition;
    StudyEntry study = competition.studies()[0];
    const SeriesEntry series = study.series.front();
    write_series(series.folder, 4, 50, textured, spread_out);
    study.series.assign(9, series);
    SeriesLimits limits;
    limits.bytes = std::size_t{8} * 4 * 50 * 50;  // of one while it is read; then half of it stays
    const LoadedStudy loaded = read_study(study, {series.kind}, 1, limits);
    BOOST_TEST(std::count_if(loaded.series.begin(), loaded.series.end(),
                             [](const LoadedSeries& each) { return each.volume.has_value(); }) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
